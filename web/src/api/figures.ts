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
  const within = /^people-(?:within-)?(\d+)-?(km|ms)$/.exec(id);
  if (!within) return null;
  return [within[2] === 'km' ? `people${within[1]}Km` : `peopleWithin.${within[1]}`, 'people'];
}

/** A number by its name; a dot goes one deeper. */
export function numberAt(numbers: object | undefined, path: string): number | null {
  const found = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], numbers);
  return typeof found === 'number' ? found : null;
}

export type Case = 'low' | 'stated' | 'high';

/** Value of an indicator: shares in percent; null is "no data", NaN is "nobody lives there". */
export function coverageValue(numbers: CoverageNumbers | undefined, { id }: CoverageIndicator, at: Case = 'stated'): number | null {
  const parts = partsOf(id);
  const source = at === 'stated' ? numbers : (numbers?.[at] as object | undefined);
  if (!parts) return numberAt(source, camelCase(id));
  const [part, whole] = [numberAt(source, parts[0]), numberAt(numbers, parts[1])];
  if (part === null || whole === null) return null;
  return whole === 0 ? NaN : (part / whole) * 100;
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
