import { batch, computed, signal } from '@preact/signals';
import { asFailure, RequestFailure } from '../../api/client';
import { store } from '../../state/store';
import type { UploadMode } from '../../state/url-state';
import { changeSettings, getReport, getSubmission } from './requests';
import { sameSettings, tidy } from './settings';
import type { CheckSettings, Report, Submission } from './types';
import { isWorking, watch } from './watch';

/** The draft that is open: what the service holds of it, and what the person has said since. */
export const submission = signal<Submission | null>(null);
export const report = signal<Report | null>(null);

/** What the person says, the unchecked part of it too; the service's own words are `submission.settings`. */
export const said = signal<CheckSettings>({});
export const saidMode = signal<UploadMode>('merge');

export interface Trouble {
  /** What failed, of `upload.failed.…`. */
  what: 'draft' | 'report' | 'check' | 'upload' | 'row' | 'changes' | 'publish' | 'list' | 'history' | 'reverse' | 'delete';
  failure: RequestFailure;
  retry: () => void;
}

export const trouble = signal<Trouble | null>(null);

export const working = computed(() => submission.value !== null && isWorking(submission.value));
export const unchecked = computed(() => {
  const now = submission.value;
  return now !== null && (!sameSettings(said.value, now.settings ?? {}) || saidMode.value !== now.mode);
});

/** True while a change is on its way to the service. */
export const sending = signal(false);

let endWatch = () => {};
let reportOf = '';

/** Opens a draft, or closes what is open; for another person it is opened afresh. */
export function openDraft(id: number | null, afresh = false): void {
  if (!afresh && submission.peek()?.id === id && id !== null) return void load(id);
  endWatch();
  reportOf = '';
  batch(() => {
    submission.value = null;
    report.value = null;
    said.value = {};
    trouble.value = null;
  });
  if (id !== null) void load(id);
}

export async function load(id: number): Promise<void> {
  trouble.value = null;
  try {
    take((await getSubmission(id)).submission);
  } catch (error) {
    if (store.draft.peek() === id) trouble.value = { what: 'draft', failure: asFailure(error), retry: () => void load(id) };
  }
}

/** What the service says of the draft now. */
export function take(fresh: Submission): void {
  if (store.draft.peek() !== fresh.id) return;
  const before = submission.peek();
  batch(() => {
    // What was typed meanwhile stays; what the service has taken in is its own from here on.
    if (before?.id !== fresh.id) [said.value, saidMode.value] = remembered(fresh);
    submission.value = fresh;
  });
  if (isWorking(fresh)) {
    if (!before || before.id !== fresh.id || !isWorking(before) || before.revision !== fresh.revision) {
      endWatch();
      endWatch = watch(fresh.id, take);
    }
  } else if (fresh.state !== 'uploading') void loadReport(fresh);
}

/** Of a check that failed on the service's side there is nothing. */
const NOTHING_FOUND: Report = { file: '', datasets: [], columns: [], rows: 0, accepted: 0, rejectedRows: 0, isAccepted: false, findings: [] };

async function loadReport(of: Submission): Promise<void> {
  const key = `${of.id}@${of.revision}`;
  if (reportOf === key) return;
  reportOf = key;
  try {
    const found = await getReport(of.id);
    if (reportOf === key) report.value = { ...NOTHING_FOUND, ...found };
  } catch (error) {
    if (reportOf !== key) return;
    reportOf = '';
    trouble.value = { what: 'report', failure: asFailure(error), retry: () => { trouble.value = null; void loadReport(of); } };
  }
}

/** Says something of the file; kept in this browser until it is checked. */
export function change(settings: CheckSettings, mode: UploadMode = saidMode.peek()): void {
  batch(() => {
    said.value = tidy(settings);
    saidMode.value = mode;
  });
  remember();
}

/** Has the file checked again by what was said. */
export async function checkAgain(): Promise<boolean> {
  const now = submission.peek();
  if (!now || sending.peek()) return false;
  if (!unchecked.peek()) return true;
  sending.value = true;
  trouble.value = null;
  try {
    const { submission: held, tag } = await getSubmission(now.id);
    if (held.revision !== now.revision) {
      // Somebody changed the draft elsewhere: that is shown first, and what was said here is kept.
      take(held);
      throw new RequestFailure(412, '', null, 'stale');
    }
    const [settings, mode] = [said.peek(), saidMode.peek()];
    const { submission: changed } = await changeSettings(now.id, tag, settings, mode);
    forget(now.id);
    batch(() => {
      // What was typed while the answer was on its way is not part of it.
      if (said.peek() === settings && saidMode.peek() === mode) [said.value, saidMode.value] = [changed.settings ?? {}, changed.mode];
      take(changed);
    });
    remember();
    return true;
  } catch (error) {
    trouble.value = { what: 'check', failure: asFailure(error), retry: () => void checkAgain() };
    return false;
  } finally {
    sending.value = false;
  }
}

const keyOf = (id: number) => `geo.draft.${id}`;

function remember(): void {
  const now = submission.peek();
  if (!now) return;
  try {
    if (unchecked.peek()) localStorage.setItem(keyOf(now.id), JSON.stringify({ revision: now.revision, settings: said.peek(), mode: saidMode.peek() }));
    else localStorage.removeItem(keyOf(now.id));
  } catch {
    // Without storage what was typed lives as long as the page.
  }
}

function remembered(fresh: Submission): [CheckSettings, UploadMode] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(fresh.id)) ?? 'null') as { revision: number; settings: CheckSettings; mode: UploadMode } | null;
    if (kept && kept.revision === fresh.revision && fresh.state !== 'published') return [kept.settings, kept.mode];
  } catch {
    // As above.
  }
  return [fresh.settings ?? {}, fresh.mode];
}

export function forget(id: number): void {
  try {
    localStorage.removeItem(keyOf(id));
  } catch {
    // As above.
  }
}
