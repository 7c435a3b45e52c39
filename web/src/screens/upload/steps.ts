import type { ChangeCounts, CheckSettings, Report, Submission } from './types';
import { asksForSystem, isComplete, needsDatumShift } from './settings';

export const STEPS = [1, 2, 3, 4, 5] as const;
export type Step = (typeof STEPS)[number];

/** Where a draft is taken up when its address names no step. */
export function usualStep(submission: Submission | null): Step {
  if (!submission) return 1;
  if (submission.state === 'published' || submission.state === 'awaiting-approval') return 5;
  return submission.state === 'checked' ? 4 : 2;
}

/** The last step that can be opened. */
export function lastStep(submission: Submission | null, report: Report | null, hasIntake: boolean, said: CheckSettings): Step {
  if (!submission) return hasIntake ? 2 : 1;
  if (submission.state === 'published' || submission.state === 'awaiting-approval') return 5;
  if (!report) return 2;
  if (whatSystemLacks(said, report)) return 3;
  return isPublishable(submission) ? 5 : 4;
}

/** What the coordinate system still needs from the person. */
export function whatSystemLacks(said: CheckSettings, report: Report | null): 'choice' | 'datum' | null {
  if (asksForSystem(said, report?.candidates)) return 'choice';
  const needs = said.crs ? needsDatumShift(said.crs) : report?.crs?.needsDatumShift;
  return needs && !isComplete(said.datumShift) ? 'datum' : null;
}

/** Something was accepted, and nothing speaks against it as a whole. */
export function isPublishable({ outcome, problem }: Submission): boolean {
  return Boolean(outcome?.isAccepted) && !problem;
}

/** Past this share of the area's sites a removal needs its number typed. */
const REMOVAL_TO_CONFIRM = 0.05;

export function needsNumber({ removed, current }: Pick<ChangeCounts, 'removed' | 'current'>): boolean {
  return current > 0 && removed / current > REMOVAL_TO_CONFIRM;
}

/** A number as people type it, with or without its separators. */
export function typedNumber(text: string): number {
  const plain = text.replace(/[\s,，]/g, '');
  return /^\d+$/.test(plain) ? Number(plain) : NaN;
}
