import { batch, signal } from '@preact/signals';
import { asFailure } from '../../api/client';
import { catalogue } from '../../state/catalogue';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { forget, submission, take, trouble } from './draft';
import { getChangeItems, getChanges, getPublication, getSubmission, publish, reverse } from './requests';
import type { ChangeItems, Changes, PublicationEntry, Submission } from './types';

export interface Difference {
  /** The state of the draft that it was asked for. */
  of: string;
  /** What the publication is held against: the state that the person has seen. */
  tag: string;
  changes: Changes;
  items: ChangeItems;
}

export const difference = signal<Difference | null>(null);
export const publishing = signal(false);
export const publication = signal<PublicationEntry | null>(null);
/** The last attempt differed in nothing from what is published. */
export const nothingDiffers = signal(false);

/** What would change, with the tag of the state that it holds for: a publication in between makes the tag stale. */
export async function loadDifference(): Promise<void> {
  const now = submission.peek();
  if (!now) return;
  difference.value = null;
  try {
    const { submission: fresh, tag } = await getSubmission(now.id);
    const [changes, items] = await Promise.all([getChanges(now.id), getChangeItems(now.id)]);
    difference.value = { of: differenceKey(fresh), tag, changes, items };
    take(fresh);
  } catch (error) {
    trouble.value = { what: 'changes', failure: asFailure(error), retry: () => { trouble.value = null; void loadDifference(); } };
  }
}

/** A comparison with another state of what is published is another difference, of the same settings. */
export function differenceKey({ id, revision, updatedAt }: Submission): string {
  return `${id}-${revision}-${updatedAt}`;
}

export async function publishDraft(leaveOutRejected: boolean, removed: number | undefined): Promise<void> {
  const now = submission.peek();
  const shown = difference.peek();
  if (!now || !shown || publishing.peek()) return;
  publishing.value = true;
  trouble.value = null;
  try {
    const { status, publicationId } = await publish(now.id, shown.tag, { leaveOutRejected, ...(removed === undefined ? {} : { removed }) });
    forget(now.id);
    nothingDiffers.value = status === 200;
    await afterPublication(now.id, publicationId);
  } catch (error) {
    const failure = asFailure(error);
    const stale = failure.status === 412;
    // Somebody published meanwhile: it is compared again, and nothing goes out unseen.
    if (stale) await getSubmission(now.id).then(({ submission: fresh }) => take(fresh), () => undefined);
    trouble.value = { what: 'publish', failure, retry: () => (stale ? (trouble.value = null) : void publishDraft(leaveOutRejected, removed)) };
  } finally {
    publishing.value = false;
  }
}

async function afterPublication(id: number, publicationId: number | null): Promise<void> {
  const [{ submission: fresh }, made] = await Promise.all([getSubmission(id), publicationId === null ? null : getPublication(publicationId), catalogue.refresh()]);
  batch(() => {
    publication.value = made;
    take(fresh);
  });
}

export async function loadPublication(id: number): Promise<void> {
  try {
    publication.value = await getPublication(id);
  } catch (error) {
    trouble.value = { what: 'history', failure: asFailure(error), retry: () => { trouble.value = null; void loadPublication(id); } };
  }
}

/** Takes a publication back; the map and its numbers follow at once. */
export async function takeBack(entry: PublicationEntry): Promise<PublicationEntry> {
  const made = await reverse(entry.id);
  const selection = store.selection.peek();
  // A site that was picked on the map may be gone with it.
  if (selection?.kind === 'feature' && selection.layer === entry.layer) select(null);
  await catalogue.refresh();
  return made;
}
