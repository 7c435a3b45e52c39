import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const requests: { url: string; init: RequestInit }[] = [];
let answers: (() => Response)[] = [];

beforeEach(() => {
  vi.resetModules();
  requests.length = 0;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('addEventListener', () => undefined);
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push({ url, init });
    return Promise.resolve(answers.shift()!());
  });
});
afterEach(() => vi.unstubAllGlobals());

const json = (value: unknown, status = 200) => () => new Response(JSON.stringify(value), { status });
const me = (word: string, name = 'jinan') => json({ signedIn: true, name, role: 'city-editor', areas: ['370100'], antiforgeryToken: word, oidc: false, idleTimeoutS: 1800 });
const ended = json({ code: 'not-signed-in' }, 401);
const wordOf = (i: number) => (requests[i]!.init.headers as Record<string, string>)['X-Antiforgery-Token'];

async function signedIn() {
  const state = await import('../src/state/session');
  answers = [me('first')];
  await state.refreshSession();
  return state;
}

test('a write carries the word of the session, a read does not', async () => {
  const state = await signedIn();
  answers = [json({}), json({})];
  await state.send('POST', '/api/tokens', { json: { name: 'x' } });
  await state.send('GET', '/api/tokens');
  expect([wordOf(1), wordOf(2)]).toEqual(['first', undefined]);
  expect(requests[1]!.init.body).toBe('{"name":"x"}');
});

test('a write under which the session ended goes out again once the same person is back', async () => {
  const state = await signedIn();
  answers = [ended];
  const sent = state.sendJson('POST', '/api/tokens', { json: {} });
  await vi.waitFor(() => expect(state.signInAsked.value).toBe('ended'));
  answers = [me('second'), json({ done: true })];
  await state.signIn('jinan', 'secret');
  expect(await sent).toEqual({ done: true });
  expect(wordOf(3)).toBe('second');
  expect(state.signInAsked.value).toBeNull();
});

test('what is on the page stays until the person gives up', async () => {
  const state = await signedIn();
  answers = [ended];
  const sent = state.send('POST', '/api/tokens', { json: {} });
  await vi.waitFor(() => expect(state.signInAsked.value).toBe('ended'));
  expect(state.session.value.name).toBe('jinan');
  state.giveUpSignIn();
  await expect(sent).rejects.toMatchObject({ status: 401 });
  expect(state.session.value.signedIn).toBe(false);
});

test('somebody else does not carry out what the first person meant to do', async () => {
  const state = await signedIn();
  answers = [ended];
  const sent = state.send('POST', '/api/tokens', { json: {} });
  await vi.waitFor(() => expect(state.signInAsked.value).toBe('ended'));
  answers = [me('second', 'taian')];
  await state.signIn('taian', 'secret');
  await expect(sent).rejects.toMatchObject({ status: 401 });
  expect(requests).toHaveLength(3);
});

test('a word that another tab made stale is asked for again, once', async () => {
  const state = await signedIn();
  const stale = json({ code: 'antiforgery' }, 400);
  answers = [stale, me('second'), json({})];
  await state.send('DELETE', '/api/tokens/1');
  expect([wordOf(1), wordOf(3)]).toEqual(['first', 'second']);
});

test('each role includes the ones before', async () => {
  const state = await signedIn();
  expect([state.hasRole('viewer'), state.isEditor.value, state.isAdministrator.value]).toEqual([true, true, false]);
});

test('the end of the session is told a minute early, because a request within a minute of the last does not renew it', async () => {
  const state = await signedIn();
  expect(state.sessionEndsAt.value! - Date.now()).toBeGreaterThan(28.9 * 60_000);
  expect(state.sessionEndsAt.value! - Date.now()).toBeLessThanOrEqual(29 * 60_000);
});
