import { getSubmission } from './requests';
import type { Submission } from './types';

/** How long nothing may be heard before the page asks by itself: proxies may hold a stream back. */
const SILENCE_MS = 5000;
const POLL_MS = 1500;

export const isWorking = (submission: Submission) => submission.state === 'checking' || (submission.progress !== undefined && submission.state !== 'uploading');

/** Tells of a draft until nothing is under way: by events, and by asking where events do not come. Returns what ends it. */
export function watch(id: number, tell: (submission: Submission) => void, ask = getSubmission): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  const source = new EventSource(`/api/submissions/${id}/events`);
  const end = () => {
    over = true;
    clearTimeout(timer);
    source.close();
  };
  const hear = (submission: Submission) => {
    if (over) return;
    if (!isWorking(submission)) end();
    tell(submission);
  };
  const later = (ms: number) => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(poll, ms);
  };
  const poll = () => {
    ask(id).then(({ submission }) => {
      hear(submission);
      later(source.readyState === EventSource.CLOSED ? POLL_MS : SILENCE_MS);
    }, () => later(SILENCE_MS));
  };
  source.addEventListener('submission', (event) => {
    hear(JSON.parse((event as MessageEvent<string>).data));
    later(SILENCE_MS);
  });
  // The stream ends when the work does, and breaks when the network does: asking once tells which.
  source.onerror = () => {
    source.close();
    later(0);
  };
  later(SILENCE_MS);
  return end;
}
