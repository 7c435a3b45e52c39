import { asFailure, offline, RequestFailure } from '../../api/client';
import { refreshSession, send, session } from '../../state/session';
import type { Intake } from '../../state/url-state';
import { intakeQuery } from './requests';
import type { Submission } from './types';

/** Up to here a file goes in one request; a larger one goes in parts, and goes on where it stopped. */
export const LARGEST_WHOLE = 20 * 2 ** 20;
export const PART = 4 * 2 ** 20;
const TUS = { 'Tus-Resumable': '1.0.0' };
/** Seconds before a part is sent again; then the person is asked. */
const PAUSES_S = [1, 3, 8];

export interface Transfer {
  sent: (bytes: number) => void;
  abort: AbortSignal;
}

/** The whole file in one request; the answer is the draft, its check under way. */
export async function sendWhole(file: File, intake: Intake, key: string, transfer: Transfer): Promise<Submission> {
  const form = new FormData();
  form.append('file', file, file.name);
  const response = await post('POST', `/api/submissions?${intakeQuery(intake)}`, form, { 'Idempotency-Key': key }, transfer);
  return JSON.parse(response.responseText);
}

/** Opens a resumable upload and returns its id, which is the draft's. */
export async function openParts(file: File, intake: Intake): Promise<number> {
  const response = await send('POST', `/api/uploads?${intakeQuery(intake)}`, {
    headers: { ...TUS, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${base64(file.name)}` },
  });
  return Number(/(\d+)\/?$/.exec(response.headers.get('Location') ?? '')?.[1]);
}

/** Sends what the service has not got yet, part by part. */
export async function sendParts(file: File, id: number, transfer: Transfer): Promise<void> {
  const url = `/api/uploads/${id}`;
  let offset = await received(url);
  transfer.sent(offset);
  for (let failures = 0; offset < file.size;) {
    const part = file.slice(offset, offset + PART);
    const began = offset;
    try {
      const headers = { ...TUS, 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(offset), ...(await checksum(part)) };
      const response = await post('PATCH', url, part, headers, { ...transfer, sent: (bytes) => transfer.sent(began + bytes) });
      offset = Number(response.getResponseHeader('Upload-Offset') ?? began + part.size);
      failures = 0;
    } catch (error) {
      const { status } = asFailure(error);
      const passing = status === 0 || status === 409 || status === 423 || status === 460 || status >= 500;
      if (transfer.abort.aborted || !passing || failures >= PAUSES_S.length) throw error;
      await pause(PAUSES_S[failures++]! * 1000, transfer.abort);
      offset = await received(url);
    }
  }
}

async function received(url: string): Promise<number> {
  return Number((await send('HEAD', url, { headers: TUS })).headers.get('Upload-Offset') ?? 0);
}

/** fetch does not tell how much has left; this does. Refusals are those of fetch, and a session that ended is asked for again. */
async function post(method: string, url: string, body: FormData | Blob, headers: Record<string, string>, transfer: Transfer): Promise<XMLHttpRequest> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(method, url, body, headers, transfer);
    } catch (error) {
      const { status, code } = asFailure(error);
      if (attempt > 2 || (status !== 401 && code !== 'antiforgery')) throw error;
      if (code === 'antiforgery') await refreshSession();
      // Whatever needs an account opens the sign-in dialog, and comes back when the person has.
      else await send('GET', '/api/submissions?limit=1');
    }
  }
}

function once(method: string, url: string, body: FormData | Blob, headers: Record<string, string>, { sent, abort }: Transfer): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    const word = session.peek().antiforgeryToken;
    Object.entries({ ...headers, ...(word ? { 'X-Antiforgery-Token': word } : {}) }).forEach(([name, value]) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => sent(event.loaded);
    request.onload = () => {
      offline.value = false;
      if (request.status < 300) resolve(request);
      else reject(failureOf(request));
    };
    request.onerror = () => {
      offline.value = true;
      reject(new RequestFailure(0, '', null));
    };
    const stop = () => {
      request.abort();
      reject(new DOMException('stopped', 'AbortError'));
    };
    if (abort.aborted) return stop();
    abort.addEventListener('abort', stop);
    request.onloadend = () => abort.removeEventListener('abort', stop);
    request.send(body);
  });
}

function failureOf(request: XMLHttpRequest): RequestFailure {
  let problem: { detail?: string; title?: string; code?: string; requestId?: string } = {};
  try {
    problem = JSON.parse(request.responseText);
  } catch {
    // A proxy answers in its own words; the status tells enough.
  }
  return new RequestFailure(request.status, problem.detail || problem.title || '', problem.requestId || request.getResponseHeader('X-Request-Id'), problem.code);
}

/** Pages without TLS have no digests; the length still guards each part there. */
async function checksum(part: Blob): Promise<Record<string, string>> {
  if (!crypto.subtle) return {};
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Response(part).arrayBuffer()));
  return { 'Upload-Checksum': `sha256 ${btoa(String.fromCharCode(...digest))}` };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

export function randomKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function pause(ms: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    abort.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('stopped', 'AbortError'));
    });
  });
}
