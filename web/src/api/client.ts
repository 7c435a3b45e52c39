import { signal } from '@preact/signals';
import type { Problem } from './types';

/** When the service last answered; an offline banner says how old the picture is. */
export const lastAnswer = signal<Date | null>(null);
export const offline = signal(!navigator.onLine);

addEventListener('online', () => (offline.value = false));
addEventListener('offline', () => (offline.value = true));

/** What failed, in words, with the id under which the server logged it. */
export class RequestFailure extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly requestId: string | null,
    /** The service's stable code for what went wrong, such as `locked-out`. */
    readonly code = '',
    /** How long the service asks to wait. */
    readonly retryAfterS: number | null = null,
  ) {
    super(detail || `HTTP ${status}`);
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

const ACCEPT = { Accept: 'application/json, application/geo+json, */*;q=0.5' };

/** What the service answers; a refusal is thrown with its reason. */
export async function answer(url: string, signal?: AbortSignal | null, init?: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal, headers: { ...ACCEPT, ...init?.headers } });
  } catch (error) {
    if (isAbort(error)) throw error;
    // fetch rejects only when no answer came at all.
    offline.value = true;
    throw new RequestFailure(0, '', null);
  }
  offline.value = false;
  lastAnswer.value = new Date();
  if (!response.ok) throw await failureOf(response);
  return response;
}

async function failureOf(response: Response): Promise<RequestFailure> {
  const problem: Problem = await response.json().catch(() => ({}));
  const requestId = problem.requestId || response.headers.get('X-Request-Id');
  const wait = response.headers.get('Retry-After');
  return new RequestFailure(response.status, problem.detail || problem.title || '', requestId, problem.code, wait ? +wait || null : null);
}

export async function getJson<T>(url: string, signal?: AbortSignal): Promise<T> {
  return (await answer(url, signal)).json();
}

/** A vector tile, or null where the layer has nothing (204) or lies elsewhere (404). */
export async function getTile(url: string, signal: AbortSignal): Promise<ArrayBuffer | null> {
  try {
    const response = await answer(url, signal);
    return response.status === 204 ? null : await response.arrayBuffer();
  } catch (error) {
    if (error instanceof RequestFailure && error.status === 404) return null;
    throw error;
  }
}

/** Path and query of a "next" link: behind a proxy the service may not know the host under which it is reached. */
export function nextPage(links: { rel: string; href: string }[] | undefined): string | null {
  const href = links?.find((link) => link.rel === 'next')?.href;
  if (!href) return null;
  const url = new URL(href, location.href);
  return url.pathname + url.search;
}

export function asFailure(error: unknown): RequestFailure {
  return error instanceof RequestFailure ? error : new RequestFailure(0, String(error), null);
}
