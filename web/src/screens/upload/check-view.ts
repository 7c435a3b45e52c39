import { batch, signal } from '@preact/signals';
import type { Geometry } from '../../api/types';
import type { SketchItem } from '../../map/sketch-layer';
import { boxOf } from '../../state/geometry';
import { AFTER_LOOK, BEFORE_LOOK, GROUND_LOOK, SEVERITY_LOOKS } from './looks';
import type { Finding, FindingGroup, Report, Severity } from './types';

/** Where the reader of a report is. Kept while it is checked again: the next report opens at the same place. */
export const severity = signal<Severity | 'all'>('all');
export const openCode = signal<string | null>(null);
export const openRow = signal<number | null>(null);
/** How many entries of the open code are listed. */
export const ENTRIES_PER_PAGE = 50;
export const listed = signal(ENTRIES_PER_PAGE);

let viewed = 0;

/** Another draft is read from its beginning: at the first thing that must be mended, which is what the person came for. */
export function view(draft: number, first: string | null): void {
  if (viewed === draft) return;
  viewed = draft;
  batch(() => {
    severity.value = 'all';
    openCode.value = first;
    openRow.value = null;
    listed.value = ENTRIES_PER_PAGE;
  });
}

const ORDER: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

export function shownGroups(report: Report, only: Severity | 'all'): FindingGroup[] {
  return report.findings.filter((group) => only === 'all' || group.severity === only)
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || (a.code < b.code ? -1 : 1));
}

export function countsBySeverity(report: Report): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const group of report.findings) counts[group.severity] += group.count;
  return counts;
}

/** Places of the open code, or of all that are shown; under them some of the file's points for orientation. */
export function itemsOf(report: Report, groups: readonly FindingGroup[], code: string | null): SketchItem[] {
  const sample = (report.candidates ?? []).find((each) => each.crs === report.crs?.code && each.northFirst === report.crs?.northFirst)?.sample ?? [];
  const ground = sample.map((coordinates, i) => ({ id: `sample:${i}`, geometry: pointAt(coordinates), look: GROUND_LOOK }));
  // The gravest is drawn last and stays on top.
  const shown = [...groups].filter((group) => code === null || group.code === code).reverse();
  return [...ground, ...shown.flatMap((group) => group.entries.flatMap((entry) => placesOf(entry)))];
}

function placesOf(entry: Finding): SketchItem[] {
  if (entry.row === undefined) return [];
  const id = idOf(entry.row);
  if (entry.preview) {
    const { before, after } = entry.preview;
    return [...(before ? [{ id, geometry: before, look: BEFORE_LOOK }] : []), { id, geometry: after, look: AFTER_LOOK }];
  }
  return entry.position ? [{ id, geometry: pointAt(entry.position), look: SEVERITY_LOOKS[entry.severity] }] : [];
}

export function placeOf(entry: Finding | undefined): [number, number] | null {
  if (entry?.position) return entry.position;
  if (!entry?.preview) return null;
  const [west, south, east, north] = boxOf(entry.preview.after);
  return [(west + east) / 2, (south + north) / 2];
}

export const idOf = (row: number) => `row:${row}`;

export function rowOf(id: string | null): number | null {
  const match = /^row:(\d+)$/.exec(id ?? '');
  return match ? Number(match[1]) : null;
}

function pointAt(coordinates: [number, number]): Geometry {
  return { type: 'Point', coordinates };
}
