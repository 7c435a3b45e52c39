import { batch, computed } from '@preact/signals';
import { getJson } from '../api/client';
import type { Coverage, CoverageAreas, CoverageIndicator, CoverageNumbers } from '../api/coverage';
import { family, type Resource } from '../api/resource';
import type { Level } from '../api/types';
import { catalogue, siteLayers } from './catalogue';
import { store } from './store';
import { DEFAULT_OPACITY, DEFAULT_PLANE } from './url';

/** Keyed by the data versions of all layers: after a publication the coverages are asked for again. */
const catalogues = family(async (key) => (key === '' ? [] : (await getJson<{ coverages: Coverage[] }>('/api/coverage')).coverages));

export function coverageCatalogue(): Resource<Coverage[]> {
  return catalogues(siteLayers.value.map(({ id, geo }) => `${id}@${geo.dataVersion}`).join());
}

/** Coverages that are computed; none while they are still coming. */
export const coverages = computed<readonly Coverage[]>(() => coverageCatalogue().value ?? []);

export const coveragesComing = computed(() => catalogue.current.state === 'loading' || coverageCatalogue().current.state === 'loading');

export function coverageOf(layer: string): Coverage | undefined {
  return coverages.value.find((each) => each.layer === layer);
}

/** The coverage whose raster is on the map. */
export const shownCoverage = computed(() => (store.coverage.value ? coverageOf(store.coverage.value.layer) ?? null : null));

/** The coverage that lists and statistics speak of: the one on the map, or else the first. */
export const coverageInHand = computed<Coverage | null>(() => shownCoverage.value ?? coverages.value[0] ?? null);

/** Two colour scales one over the other cannot be read: the raster takes the place of the indicator. */
export function showCoverage(layer: string | null): void {
  const before = store.coverage.peek();
  batch(() => {
    store.compare.value = null;
    if (!layer) {
      store.coverage.value = null;
      store.point.value = null;
      return;
    }
    const planes = coverageOf(layer)?.planes ?? [];
    const plane = before && planes.includes(before.plane) ? before.plane : planes[0] ?? DEFAULT_PLANE;
    store.coverage.value = { layer, plane, opacity: before?.opacity ?? DEFAULT_OPACITY };
    store.indicator.value = 'none';
    store.unticked.value = [];
  });
}

const tables = family(async (key) => {
  const [layer, version, level] = key.split('@') as [string, string, string];
  const { areas } = await getJson<CoverageAreas>(`/api/coverage/${encodeURIComponent(layer)}/areas?level=${level}&version=${version}`);
  return new Map(areas.map((area) => [String(area.adcode), area]));
});

/** The numbers of a coverage by area of a level, keyed so that new data asks again. */
export function coverageTable({ layer, version }: Coverage, level: Level): Resource<Map<string, CoverageNumbers>> {
  return tables(`${layer}@${version}@${level}`);
}

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
