import { computed, effect, signal } from '@preact/signals';
import { sessionEndsAt } from './session';

const WARNED_MS = 2 * 60_000;
// The service counts from the last renewal, which may be a minute after the one known here.
const GRACE_MS = 60_000;
const TICK_MS = 5_000;

const now = signal(Date.now());

effect(() => {
  if (sessionEndsAt.value === null) return;
  now.value = Date.now();
  const timer = setInterval(() => (now.value = Date.now()), TICK_MS);
  return () => clearInterval(timer);
});

/**
 * Told before it happens: `soon` while there is time to go on, `ended` afterwards. Nothing asks the service, because asking
 * would keep a session alive that nobody uses.
 */
export const sessionNotice = computed<'soon' | 'ended' | null>(() => {
  const endsAt = sessionEndsAt.value;
  if (endsAt === null || now.value < endsAt - WARNED_MS) return null;
  return now.value < endsAt + GRACE_MS ? 'soon' : 'ended';
});
