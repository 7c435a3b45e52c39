import { RequestFailure } from './client';

interface Session {
  signedIn: boolean;
  role?: string;
  antiforgeryToken?: string;
}

export async function session(): Promise<Session> {
  const response = await fetch('/api/session', { headers: { Accept: 'application/json' } });
  return response.ok ? response.json() : { signedIn: false };
}

/** Sends a change in the name of whoever is signed in. */
export async function postJson<T>(url: string, body: unknown): Promise<T> {
  const { antiforgeryToken } = await session();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...(antiforgeryToken ? { 'X-Antiforgery-Token': antiforgeryToken } : {}) },
    body: JSON.stringify(body),
  });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new RequestFailure(response.status, problem.detail ?? '', problem.requestId ?? null);
}
