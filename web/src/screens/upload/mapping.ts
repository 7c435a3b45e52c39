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
