import { computed, signal } from '@preact/signals';
import { answer, asFailure, RequestFailure } from '../api/client';
import type { AccountRole, Session } from '../api/types';

const NOBODY: Session = { signedIn: false, areas: [], oidc: false };
const ROLES: readonly AccountRole[] = ['viewer', 'city-editor', 'province-editor', 'administrator'];

/** Who is signed in. `sessionKnown` is false until the service has said so once. */
export const session = signal<Session>(NOBODY);
export const sessionKnown = signal(false);

/** The sign-in dialog: null is closed, `asked` was opened by hand, `ended` because the session ran out under somebody's work. */
export const signInAsked = signal<'asked' | 'ended' | null>(null);

/** When the session ends unless something is asked of the service before; null where nobody is signed in. */
export const sessionEndsAt = signal<number | null>(null);

export const isEditor = computed(() => hasRole('city-editor'));
export const isAdministrator = computed(() => hasRole('administrator'));

/** Each role includes the ones before. */
export function hasRole(least: AccountRole): boolean {
  const { signedIn, role } = session.value;
  return signedIn && role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

// The cookie is renewed with the first request that comes at least a minute after the last renewal.
const RENEWAL_S = 60;

function take(said: Session): Session {
  session.value = said;
  sessionKnown.value = true;
  stillHere();
  return said;
}

function stillHere(): void {
  const { signedIn, idleTimeoutS, endsAt } = session.peek();
  sessionEndsAt.value = signedIn && idleTimeoutS
    ? Math.min(Date.now() + Math.max(idleTimeoutS - RENEWAL_S, idleTimeoutS / 2) * 1000, endsAt ? Date.parse(endsAt) : Infinity)
    : null;
}

/** Asks who is signed in; asking also prolongs the session. */
export async function refreshSession(): Promise<Session> {
  return take(await (await answer('/api/session')).json());
}

export async function signIn(name: string, password: string): Promise<void> {
  take(await (await answer('/api/session', null, asJson('POST', { name, password }))).json());
  finishSignIn(true);
}

/** Whoever signed in in another window, at the identity provider, is back here too. */
export async function signedInElsewhere(): Promise<void> {
  if ((await refreshSession()).signedIn) finishSignIn(true);
}

/** Closes the dialog without signing in; what waited for it is refused. */
export function giveUpSignIn(): void {
  finishSignIn(false);
}

export async function signOut(): Promise<void> {
  try {
    await answer('/api/session', null, withWord({ method: 'DELETE' }));
  } catch (error) {
    // Whoever is not signed in any more is signed out.
    if (asFailure(error).status !== 401) throw error;
  }
  take({ ...NOBODY, oidc: session.peek().oidc });
}

/** The answer to a change of one's own password is a new session. */
export async function changePassword(current: string, replacement: string): Promise<void> {
  take(await (await send('PUT', '/api/session/password', { json: { current, new: replacement } })).json());
}

export interface Sending {
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/**
 * Asks /api for something that needs an account, with the word that writes need. When the session has ended meanwhile the
 * sign-in dialog opens over the page, and the request goes out again once the same person is back: no work is lost.
 */
export async function send(method: string, url: string, sending: Sending = {}): Promise<Response> {
  const who = session.peek().name;
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await answer(url, sending.signal, withWord(requestOf(method, sending)));
      stillHere();
      return response;
    } catch (error) {
      const { status, code } = asFailure(error);
      if (attempt > 2) throw error;
      // Another tab signed in again: its session has another word.
      if (status === 400 && code === 'antiforgery') await refreshSession();
      else if (status !== 401 || !(await signedInAgain(who))) throw error;
    }
  }
}

export async function sendJson<T>(method: string, url: string, sending?: Sending): Promise<T> {
  return (await send(method, url, sending)).json();
}

const waiting: ((again: boolean) => void)[] = [];

// Until somebody gives up, the page stays that of who was signed in: a screen that left now would take what was typed with it.
async function signedInAgain(who: string | undefined): Promise<boolean> {
  if (signInAsked.peek() === null) signInAsked.value = who ? 'ended' : 'asked';
  const again = await new Promise<boolean>((resolve) => waiting.push(resolve));
  // Somebody else's rights must not carry out what the first person meant to do.
  return again && (who === undefined || session.peek().name === who);
}

function finishSignIn(again: boolean): void {
  if (!again && signInAsked.peek() === 'ended') take({ ...NOBODY, oidc: session.peek().oidc });
  signInAsked.value = null;
  waiting.splice(0).forEach((resolve) => resolve(again));
}

function asJson(method: string, value: unknown): RequestInit {
  return { method, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(value) };
}

function requestOf(method: string, { json, body, headers }: Sending): RequestInit {
  const init = json === undefined ? { method, body } : asJson(method, json);
  return { ...init, headers: { ...init.headers, ...headers } };
}

function withWord(init: RequestInit): RequestInit {
  const word = session.peek().antiforgeryToken;
  return word && init.method !== 'GET' ? { ...init, headers: { ...init.headers, 'X-Antiforgery-Token': word } } : init;
}

export function isRefusal(error: unknown, code: string): boolean {
  return error instanceof RequestFailure && error.code === code;
}
