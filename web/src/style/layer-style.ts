import { combinationsOf, facetIndex, visibleCombinations, type Sieve } from '../api/classes';
import type { Geo, LayerSymbol, Shape } from '../api/types';

export interface Mark {
  shape: Shape;
  colour: string;
}

/** How a layer is drawn now: which combinations and periods show, and with which mark. */
export interface LayerStyle extends Sieve {
  marks: readonly Mark[];
  /** Position in `marks` for each combination. */
  markOf: Uint8Array;
}

/** Ticked values per facet field; a field that is absent has all of them ticked. */
export type Ticked = Record<string, readonly string[]>;

/** Stands for "missing or not in the domain" among the ticked values. */
export const MISSING = '~';

export function radicesOf(geo: Geo): number[] {
  return geo.facets.map((facet) => facet.radix);
}

/** The values of a facet in index order, without the missing one. */
export function facetValues(geo: Geo, field: string): string[] {
  return geo.fields.find((candidate) => candidate.name === field)?.domain?.map((entry) => entry.value) ?? [];
}

export function sieveOf(geo: Geo, ticked: Ticked, untilPeriod: number): Sieve {
  const sets = geo.facets.map(({ field }) => {
    const values = ticked[field];
    if (!values) return null;
    const domain = facetValues(geo, field);
    return new Set(values.map((value) => (value === MISSING ? 0 : domain.indexOf(value) + 1)));
  });
  return { visible: visibleCombinations(radicesOf(geo), sets), untilPeriod };
}

export function markOfValue(symbol: LayerSymbol, value: string | undefined): Mark {
  const own = value === undefined ? undefined : symbol.values?.[value];
  return { shape: own?.shape ?? symbol.shape, colour: own?.colour ?? symbol.colour };
}

export function layerStyle(geo: Geo, ticked: Ticked, untilPeriod: number): LayerStyle {
  const radices = radicesOf(geo);
  const by = geo.facets.findIndex(({ field }) => field === geo.symbol.by);
  const values = by < 0 ? [] : facetValues(geo, geo.facets[by]!.field);
  const marks = [markOfValue(geo.symbol, undefined), ...values.map((value) => markOfValue(geo.symbol, value))];
  const markOf = new Uint8Array(combinationsOf(radices));
  if (by >= 0) markOf.forEach((_, combination) => (markOf[combination] = facetIndex(combination, radices, by)));
  return { ...sieveOf(geo, ticked, untilPeriod), marks, markOf };
}
