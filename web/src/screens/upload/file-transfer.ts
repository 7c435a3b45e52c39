import { signal } from '@preact/signals';
import { asFailure, isAbort } from '../../api/client';
import type { Intake } from '../../state/url-state';
import { take, trouble } from './draft';
import { openDraftPage } from './navigation';
import { getSubmission } from './requests';
import { LARGEST_WHOLE, openParts, randomKey, sendParts, sendWhole } from './transfer';

/** Share of the file that has left, while one is being sent. */
export const transferShare = signal<number | null>(null);

/** The file that is being sent or was paused in this page; a page that was loaded again asks for it anew. */
export const heldFile = signal<{ file: File; draft: number | null } | null>(null);
export const canPause = signal(false);

let stop = new AbortController();

export function pauseTransfer(): void {
  stop.abort();
}

/** Hands a file in: whole where it is small, in parts that can be taken up again where it is large. */
export async function handIn(file: File, intake: Intake, key = randomKey()): Promise<void> {
  heldFile.value = { file, draft: null };
  // Tried again under the same key: what arrived the first time is not made twice.
  await run(() => void handIn(file, intake, key), async (transfer) => {
    if (file.size <= LARGEST_WHOLE) {
      const made = await sendWhole(file, intake, key, transfer(file));
      heldFile.value = null;
      openDraftPage(made.id, 2);
      take(made);
      return;
    }
    const id = await openParts(file, intake);
    heldFile.value = { file, draft: id };
    openDraftPage(id, 2);
    await sendRest(file, id, transfer(file));
  });
}

/** Takes a large upload up where it stopped. */
export async function resume(file: File, id: number): Promise<void> {
  heldFile.value = { file, draft: id };
  await run(() => void resume(file, id), (transfer) => sendRest(file, id, transfer(file)));
}

async function sendRest(file: File, id: number, transfer: ReturnType<typeof transferOf>): Promise<void> {
  canPause.value = true;
  await sendParts(file, id, transfer);
  heldFile.value = null;
  take((await getSubmission(id)).submission);
}

function transferOf(file: File) {
  return {
    sent: (bytes: number) => (transferShare.value = file.size ? Math.min(1, bytes / file.size) : 1),
    abort: stop.signal,
  };
}

async function run(retry: () => void, work: (transfer: typeof transferOf) => Promise<void>): Promise<void> {
  stop = new AbortController();
  trouble.value = null;
  transferShare.value = 0;
  try {
    await work(transferOf);
  } catch (error) {
    if (!isAbort(error)) trouble.value = { what: 'upload', failure: asFailure(error), retry };
  } finally {
    transferShare.value = null;
    canPause.value = false;
  }
}
