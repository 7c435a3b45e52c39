/** Class breaks. `breaks` holds the inner limits in rising order; class i is breaks[i-1] <= v < breaks[i]. */

export type Method = 'quantile' | 'equal' | 'fixed';

/** About the same number of areas in each class; limits rounded to read well, equal limits merged. */
export function quantileBreaks(values: readonly number[], classes: number): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const breaks: number[] = [];
  for (let i = 1; i < classes; i++) {
    const at = (i * sorted.length) / classes;
    const low = sorted[Math.max(Math.ceil(at) - 1, 0)]!;
    const high = sorted[Math.min(Math.ceil(at), sorted.length - 1)]!;
    breaks.push(roundBetween(low, high));
  }
  return inside(breaks, sorted);
}

/** Classes of the same width. */
export function equalBreaks(values: readonly number[], classes: number): number[] {
  if (values.length === 0) return [];
  const min = Math.min(...values);
  const max = Math.max(...values);
  const width = (max - min) / classes;
  const breaks = Array.from({ length: classes - 1 }, (_, i) => roundSignificant(min + width * (i + 1), 3));
  return inside(breaks, [min, max]);
}

/** Limits that the indicator itself names, less those that would leave an end class empty. */
export function fixedBreaks(values: readonly number[], limits: readonly number[]): number[] {
  return values.length === 0 ? [] : inside([...limits], [Math.min(...values), Math.max(...values)]);
}

export function classOf(value: number, breaks: readonly number[]): number {
  let i = 0;
  while (i < breaks.length && value >= breaks[i]!) i++;
  return i;
}

export function roundSignificant(value: number, digits: number): number {
  return value === 0 ? 0 : Number(value.toPrecision(digits));
}

/** The shortest number in (low, high]: a rounder limit that parts the same areas. */
function roundBetween(low: number, high: number): number {
  for (let digits = 1; digits <= 6; digits++) {
    const rounded = roundSignificant((low + high) / 2, digits);
    if (rounded > low && rounded <= high) return rounded;
  }
  return high;
}

function inside(breaks: number[], sorted: readonly number[]): number[] {
  const min = sorted[0]!;
  const max = sorted[sorted.length - 1]!;
  return breaks.filter((limit, i) => limit > min && limit <= max && limit !== breaks[i - 1]);
}
