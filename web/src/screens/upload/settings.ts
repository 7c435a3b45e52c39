import type { CheckSettings, Correction } from './types';

/** What a person says of a file, changed a piece at a time. Nothing of it counts before the file is checked again. */

/** `original` is what the file has, where that is known: saying the same says nothing. */
export function correct(settings: CheckSettings, row: number, column: string, value: string, original: string | null): CheckSettings {
  const others = (settings.corrections ?? []).filter((each) => each.row !== row || each.column !== column);
  return withCorrections(settings, value === original ? others : [...others, { row, column, value }]);
}

/** A row that is left out keeps what was mended in it, for when it is taken in again. */
export function leaveOut(settings: CheckSettings, row: number, out: boolean): CheckSettings {
  const others = (settings.corrections ?? []).filter((each) => each.row !== row || each.value !== null);
  return withCorrections(settings, out ? [...others, { row, value: null }] : others);
}

export function isLeftOut(settings: CheckSettings, row: number): boolean {
  return (settings.corrections ?? []).some((each) => each.row === row && each.value === null);
}

export function correctionOf(settings: CheckSettings, row: number, column: string): string | null {
  return (settings.corrections ?? []).find((each) => each.row === row && each.column === column && each.value !== null)?.value ?? null;
}

/** Takes one correction back: of a cell, or the leaving out of a row. */
export function undo(settings: CheckSettings, { row, column }: Correction): CheckSettings {
  return withCorrections(settings, (settings.corrections ?? []).filter((each) => each.row !== row || each.column !== column));
}

export function agreeTo(settings: CheckSettings, code: string, yes: boolean): CheckSettings {
  const others = (settings.repairs ?? []).filter((each) => each !== code);
  return tidy({ ...settings, repairs: yes ? [...others, code] : others });
}

/** Another system has another order of axes and other parameters. */
export function chooseCrs(settings: CheckSettings, crs: string, northFirst: boolean | undefined): CheckSettings {
  return tidy({ ...settings, crs, northFirst, datumShift: needsDatumShift(crs) ? settings.datumShift : undefined });
}

/** Another sheet or encoding has other columns and rows: what was said of the old ones means nothing there. */
export function rereadAs(settings: CheckSettings, how: { dataset?: string; encoding?: string }): CheckSettings {
  return tidy({ ...settings, columns: undefined, corrections: undefined, ...how });
}

/** Beijing 1954 and Xi'an 1980: degrees, and every Gauss-Krüger zone of EPSG. */
export function needsDatumShift(crs: string | undefined): boolean {
  const code = Number(/^(?:EPSG:)?(\d+)$/i.exec(crs ?? '')?.[1] ?? 0);
  const between = (from: number, to: number) => code >= from && code <= to;
  return code === 4214 || code === 4610 || between(2327, 2390) || between(2401, 2442) || between(21413, 21423) || between(21453, 21463) || /DATUM=(4214|4610)/.test(crs ?? '');
}

export function isComplete(shift: CheckSettings['datumShift']): boolean {
  if (!shift) return false;
  const numbers = [shift.dx, shift.dy, ...(shift.kind === 'seven' ? [shift.dz, shift.rx, shift.ry, shift.rz] : [shift.rotation]), shift.scalePpm];
  return numbers.every((number) => Number.isFinite(number)) && (shift.kind === 'four' || shift.convention !== undefined);
}

/** Degrees may be those of a map service, and nothing in the values tells: the person is asked, always. */
export function asksForSystem(settings: CheckSettings, candidates: readonly { crs: string }[] | undefined): boolean {
  return !settings.crs && (candidates ?? []).some(({ crs }) => crs === 'GCJ-02' || crs === 'BD-09');
}

export function sameSettings(a: CheckSettings, b: CheckSettings): boolean {
  return ordered(a) === ordered(b);
}

export function countOf({ corrections = [] }: CheckSettings): { cells: number; rows: number } {
  const rows = corrections.filter((each) => each.value === null).length;
  return { cells: corrections.length - rows, rows };
}

function withCorrections(settings: CheckSettings, corrections: Correction[]): CheckSettings {
  return tidy({ ...settings, corrections: [...corrections].sort((a, b) => a.row - b.row || (a.column ?? '').localeCompare(b.column ?? '')) });
}

/** What says nothing is left out, so that equal settings are written alike. */
export function tidy(settings: CheckSettings): CheckSettings {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) =>
    value !== undefined && value !== null && !(typeof value === 'object' && Object.keys(value).length === 0)));
}

function ordered(settings: CheckSettings): string {
  const sort = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sort);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined && each !== null).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sort(each)]));
  };
  const { corrections = [], repairs = [], ...rest } = tidy(settings);
  return JSON.stringify(sort({ ...rest, corrections: corrections.map((each) => JSON.stringify(sort(each))).sort(), repairs: [...repairs].sort() }));
}
