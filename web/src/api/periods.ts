/** Periods number the quarters since 2000: 1 is 2000Q1 or earlier, 88 is 2021Q4; 0 means "no date". */
const FIRST_YEAR = 2000;
export const ANY_PERIOD = Infinity;

export function periodLabel(period: number): string {
  const quarters = period - 1;
  return `${FIRST_YEAR + Math.floor(quarters / 4)}Q${(quarters % 4) + 1}`;
}

export function parsePeriod(label: string): number | null {
  const match = /^(\d{4})Q([1-4])$/i.exec(label.trim());
  if (!match || +match[1]! < FIRST_YEAR) return null;
  return 1 + (+match[1]! - FIRST_YEAR) * 4 + (+match[2]! - 1);
}

/** Last day of the quarter, ISO 8601. */
export function periodEnd(period: number): string {
  const year = FIRST_YEAR + Math.floor((period - 1) / 4);
  return `${year}-${['03-31', '06-30', '09-30', '12-31'][(period - 1) % 4]}`;
}
