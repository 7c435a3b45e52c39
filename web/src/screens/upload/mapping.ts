import type { Field } from '../../api/types';
import type { CheckSettings, Report } from './types';

export const POSITIONS = ['east', 'north', 'pair', 'geometry'] as const;
export type PositionTarget = (typeof POSITIONS)[number];

/** What a column is taken for, by the person's word or the service's; '' where for nothing. */
export function targetOf(column: string, report: Report, settings: CheckSettings): string {
  const target = settings.columns?.[column] ?? report.columns.find((each) => each.column === column)?.field ?? '';
  return target === 'ignored' ? '' : target;
}

/** Required fields that no column stands for, and the position where no column holds one. */
export function missingFields(fields: readonly Field[], report: Report, settings: CheckSettings): (Field | 'position')[] {
  const taken = new Set(report.columns.map(({ column }) => targetOf(column, report, settings)));
  const placed = taken.has('pair') || taken.has('geometry') || (taken.has('east') && taken.has('north')) || hasOwnGeometry(report);
  return [...fields.filter((field) => field.required && !taken.has(field.name)), ...(placed ? [] : ['position' as const])];
}

/** Map formats hold geometry apart from their columns; where it is missing there, a finding says so. */
function hasOwnGeometry(report: Report): boolean {
  return !/csv|tsv|text|xls/i.test(report.format ?? '') && !report.findings.some((group) => group.code === 'H004');
}

const keyOf = (layer: string) => `geo.columns.${layer}`;

/** Kept in this browser once a table is published: the next one of the same making is matched the same way. */
export function rememberMapping(layer: string, settings: CheckSettings): void {
  try {
    if (settings.columns) localStorage.setItem(keyOf(layer), JSON.stringify(settings.columns));
  } catch {
    // Without storage the columns are matched by hand again.
  }
}

/** What was said of these very columns last time, where that differs from what holds now. */
export function lastMapping(layer: string, report: Report, settings: CheckSettings): Record<string, string> | null {
  let kept: Record<string, string> = {};
  try {
    kept = JSON.parse(localStorage.getItem(keyOf(layer)) ?? '{}');
  } catch {
    // As above.
  }
  const here = Object.entries(kept).filter(([column, target]) =>
    report.columns.some((each) => each.column === column) && targetOf(column, report, settings) !== (target === 'ignored' ? '' : target));
  return here.length > 0 ? Object.fromEntries(here) : null;
}
