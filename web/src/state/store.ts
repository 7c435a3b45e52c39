import { batch, computed, effect, signal, type Signal } from '@preact/signals';
import { formatUrl, parseUrl } from './url';
import { DEFAULTS, type UrlState } from './url-state';

/** One signal per part of the address, so that a change redraws only what reads it. */
type Signals = { [K in keyof UrlState]: Signal<UrlState[K]> };

const first = parseUrl(location.search);

export const store = Object.fromEntries(
  Object.keys(DEFAULTS).map((key) => [key, signal(first.state[key as keyof UrlState])]),
) as unknown as Signals;

/** Parts of the address that nothing here understands; a banner names them until it is dismissed. */
export const unknownCodes = signal<readonly string[]>(first.unknown);

/** Counts up when the place on the map came from outside it: back, forward, an opened address. */
export const placeAsked = signal(0);

const whole = computed(() =>
  Object.fromEntries(Object.entries(store).map(([key, part]) => [key, part.value])) as unknown as UrlState);

export const address = computed(() => location.pathname + formatUrl(whole.value));

// Going back should undo a choice, not a nudge of the map or of a slider.
const STEPS: readonly (keyof UrlState)[] = ['page', 'indicator', 'level', 'layers', 'selection', 'list', 'basemap', 'polygon', 'draft', 'step', 'history', 'year', 'shown', 'domain', 'tab', 'compared', 'mode'];

export function keepAddress(): void {
  let before = whole.peek();
  effect(() => {
    const now = whole.value;
    const url = address.value;
    if (url === location.pathname + location.search) {
      before = now;
      return;
    }
    const step = STEPS.some((key) => now[key] !== before[key]);
    before = now;
    if (step) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
  });
  addEventListener('popstate', () => {
    const { state, unknown } = parseUrl(location.search);
    batch(() => {
      for (const key of Object.keys(DEFAULTS) as (keyof UrlState)[]) {
        // Arrays and objects are new on every parse; keep the old ones where nothing changed.
        if (JSON.stringify(store[key].peek()) !== JSON.stringify(state[key])) (store[key] as Signal<unknown>).value = state[key];
      }
      unknownCodes.value = unknown;
      placeAsked.value++;
    });
  });
}
