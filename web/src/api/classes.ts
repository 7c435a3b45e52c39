/**
 * The class encoding that cells and counts share. A layer has facets f1..fk with radix ri = domain
 * size + 1; the index of a value is 1-based and 0 stands for "missing". With period p,
 *   key = i1 + r1 * (i2 + r2 * (i3 + ... + rk * p)).
 * The part below the period is called the combination here; there are at most 256 of them.
 */

/** Keys and counts by turns: key0, count0, key1, count1, ... */
export type Classes = Int32Array;

export function parseClasses(text: string): Classes {
  if (!text) return new Int32Array(0);
  const pairs = text.split(',');
  const classes = new Int32Array(pairs.length * 2);
  pairs.forEach((pair, i) => {
    const colon = pair.indexOf(':');
    classes[2 * i] = +pair.slice(0, colon);
    classes[2 * i + 1] = +pair.slice(colon + 1);
  });
  return classes;
}

export function combinationsOf(radices: readonly number[]): number {
  return radices.reduce((product, radix) => product * radix, 1);
}

/** Index of facet `facet` (0-based) in a combination. */
export function facetIndex(combination: number, radices: readonly number[], facet: number): number {
  let rest = combination;
  for (let i = 0; i < facet; i++) rest = Math.floor(rest / radices[i]!);
  return rest % radices[facet]!;
}

/** `ticked[i]` holds the ticked indices of facet i, or null when all are. */
export function visibleCombinations(radices: readonly number[], ticked: readonly (ReadonlySet<number> | null)[]): Uint8Array {
  const visible = new Uint8Array(combinationsOf(radices));
  for (let combination = 0; combination < visible.length; combination++) {
    visible[combination] = radices.every((_, i) => ticked[i]?.has(facetIndex(combination, radices, i)) ?? true) ? 1 : 0;
  }
  return visible;
}

/** Which sites count: the visible combinations, in service by `untilPeriod` or without a date (period 0). */
export interface Sieve {
  visible: Uint8Array;
  untilPeriod: number;
}

export function eachVisible(classes: Classes, sieve: Sieve, visit: (combination: number, period: number, count: number) => void): void {
  const { visible, untilPeriod } = sieve;
  const combinations = visible.length;
  for (let i = 0; i < classes.length; i += 2) {
    const key = classes[i]!;
    const combination = key % combinations;
    if (!visible[combination]) continue;
    const period = (key - combination) / combinations;
    if (period <= untilPeriod) visit(combination, period, classes[i + 1]!);
  }
}

export function countVisible(classes: Classes, sieve: Sieve): number {
  let total = 0;
  eachVisible(classes, sieve, (_, __, count) => (total += count));
  return total;
}

/** Visible counts by the index of one facet; position 0 is "missing". */
export function countByFacet(classes: Classes, sieve: Sieve, radices: readonly number[], facet: number): number[] {
  const counts = new Array<number>(radices[facet]!).fill(0);
  eachVisible(classes, sieve, (combination, _, count) => {
    counts[facetIndex(combination, radices, facet)]! += count;
  });
  return counts;
}

/** Sites in service by the end of each period from..to; those without a date are in none of them. */
export function cumulativeByPeriod(classes: Classes, sieve: Sieve, from: number, to: number): number[] {
  const added = new Array<number>(to - from + 1).fill(0);
  eachVisible(classes, sieve, (_, period, count) => {
    if (period > 0) added[Math.min(Math.max(period, from), to) - from]! += count;
  });
  let running = 0;
  return added.map((count) => (running += count));
}
