import { batch, computed } from '@preact/signals';
import { getJson } from '../api/client';
import type { Coverage, CoverageAreas, CoverageNumbers } from '../api/coverage';
import { family, type Resource } from '../api/resource';
import type { Level } from '../api/types';
import { catalogue, layerOf, siteLayers } from './catalogue';
import { store } from './store';
import { DEFAULT_OPACITY, DEFAULT_PLANE } from './url-codes';

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

/** Whether what is shown is computed from generated sites. */
export function isSynthetic({ layer }: Coverage): boolean {
  return (layerOf(layer)?.geo.syntheticCount ?? 0) > 0;
}

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
