import type { CoverageIndicator, CoverageNumbers } from './coverage';

/** What an indicator is a share of: the names of its part and its whole among the numbers. */
const SHARES: Record<string, readonly [part: string, whole: string]> = {
  'people-covered': ['coveredPeople', 'people'],
  'area-covered': ['coveredAreaKm2', 'areaKm2'],
  'people-deep': ['deepPeople', 'people'],
  'area-deep': ['deepAreaKm2', 'areaKm2'],
};

export function partsOf(id: string): readonly [part: string, whole: string] | null {
  if (SHARES[id]) return SHARES[id];
  const within = /^people-(\d+)(?:\.(\d+))?(km|ms)$/.exec(id);
  if (!within) return null;
  const reach = +`${within[1]}.${within[2] ?? 0}`;
  // The service names what people are counted within in metres or milliseconds.
  return [`peopleWithin.${within[3] === 'km' ? reach * 1000 : reach}`, 'people'];
}

/** A number by its name; what follows the first dot is a name inside it. Names differ in capitals only by accident. */
export function numberAt(numbers: object | null | undefined, path: string): number | null {
  const dot = path.indexOf('.');
  const [name, rest] = dot < 0 ? [path, null] : [path.slice(0, dot), path.slice(dot + 1)];
  const found = Object.entries(numbers ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] as unknown;
  if (rest !== null) {
    const inner = (found as Record<string, unknown> | undefined)?.[rest];
    return typeof inner === 'number' ? inner : null;
  }
  return typeof found === 'number' ? found : null;
}

export type Case = 'low' | 'stated' | 'high';

export const UNCOVERED = 'people-uncovered';

/** Value of an indicator: shares in percent; null is "no data", NaN is "nobody lives there". */
export function coverageValue(numbers: CoverageNumbers | undefined, { id }: CoverageIndicator, at: Case = 'stated'): number | null {
  const parts = partsOf(id);
  const source = at === 'stated' ? numbers : (numbers?.[at] as object | undefined);
  if (id === UNCOVERED) return uncovered(numbers, source);
  if (!parts) return numberAt(source, id.replace(/-/g, ''));
  const [part, whole] = [numberAt(source, parts[0]), numberAt(numbers, parts[1])];
  if (part === null || whole === null) return null;
  return whole === 0 ? NaN : (part / whole) * 100;
}

function uncovered(numbers: CoverageNumbers | undefined, source: object | undefined): number | null {
  const [people, covered] = [numberAt(numbers, 'people'), numberAt(source, 'coveredPeople')];
  return people === null || covered === null ? null : Math.max(0, people - covered);
}
