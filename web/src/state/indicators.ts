import { computed } from '@preact/signals';
import type { Coverage, CoverageIndicator } from '../api/coverage';
import type { Resource } from '../api/resource';
import type { Collection, Level } from '../api/types';
import { coverageValue } from '../api/figures';
import { classify, type Classification } from '../style/legend-classes';
import { areaTable, type Area } from './areas';
import { areaCollection, layerOf, siteLayers } from './catalogue';
import { countsOf, countTable } from './counts';
import { coverageInHand, coverages, coveragesComing, coverageTable, isSynthetic, shownCoverage } from './coverage';
import { store } from './store';
import { DEFAULTS } from './url-state';

export type Unit = 'people' | 'perKm2' | 'percent' | 'sites' | 'per10k';

export interface Indicator {
  code: string;
  unit: Unit;
  decimals: number;
  /** Limits in common use, offered beside the computed ones. */
  limits?: readonly number[];
  /** The layer that it counts; census indicators have none. */
  layer?: Collection;
  /** The coverage that it measures, and as what. */
  coverage?: { of: Coverage; as: CoverageIndicator };
  /** What must be here beside the areas before any value is. */
  inputs?: (level: Level) => Resource<unknown>;
  /** null is "no data", NaN "nobody lives there"; neither is zero. */
  valueOf: (area: Area) => number | null;
}

const CENSUS: readonly Indicator[] = [
  { code: 'population', unit: 'people', decimals: 0, valueOf: (area) => area.population },
  { code: 'density', unit: 'perKm2', decimals: 0, limits: [200, 400, 600, 800, 1000, 2000], valueOf: (area) => ratio(area.population, area.areaKm2, 1) },
  { code: 'urban', unit: 'percent', decimals: 1, limits: [40, 50, 60, 70, 80, 90], valueOf: (area) => ratio(area.urbanPopulation, area.population, 100) },
];

/** Codes: a census indicator, `count.<layer>`, `rate.<layer>` or `cov.<layer>.<id>`; "none" leaves the land plain. */
export const NO_INDICATOR = 'none';
const OF_COVERAGE = 'cov.';
/** Shares that people speak of: the last steps to everybody are the hard ones. */
const SHARE_LIMITS = [50, 60, 70, 80, 90, 95] as const;

export const indicators = computed<Indicator[]>(() => [
  ...CENSUS,
  ...coverages.value.flatMap(coverageIndicators),
  ...siteLayers.value.filter((layer) => layer.geo.count > 0).flatMap(layerIndicators),
]);

/** A code that the service does not have shows the default instead; until the catalogue is here, nothing. */
export const indicator = computed<Indicator | null>(() => {
  const code = store.indicator.value;
  if (code === NO_INDICATOR) return null;
  const find = (wanted: string) => indicators.value.find((each) => each.code === wanted) ?? null;
  return find(code) ?? (siteLayers.value.length > 0 && !mayCome(code) ? find(DEFAULTS.indicator) : null);
});

/** Coverages come a moment after the catalogue; until then their indicators are not unknown. */
function mayCome(code: string): boolean {
  return code.startsWith(OF_COVERAGE) && coveragesComing.value;
}

function coverageIndicators(of: Coverage): Indicator[] {
  return of.indicators.map((as) => ({
    code: `${OF_COVERAGE}${of.layer}.${as.id}`, coverage: { of, as },
    ...unitOf(as),
    inputs: (level) => coverageTable(of, level),
    valueOf: (area) => coverageValue(coverageTable(of, area.level).value?.get(area.adcode), as),
  }));
}

/** Units as UCUM writes them. */
function unitOf(as: CoverageIndicator): Pick<Indicator, 'unit' | 'decimals' | 'limits'> {
  if (as.unit === '%') return { unit: 'percent', decimals: 1, limits: SHARE_LIMITS };
  return as.unit === '{person}' ? { unit: 'people', decimals: 0 } : { unit: 'per10k', decimals: 2 };
}

function layerIndicators(layer: Collection): Indicator[] {
  const count = (area: Area) => {
    const counts = countsOf(layer, area.level);
    return counts && (counts.get(area.adcode) ?? 0);
  };
  const inputs = (level: Level) => countTable(layer, level);
  return [
    { code: `count.${layer.id}`, unit: 'sites', decimals: 0, layer, inputs, valueOf: count },
    { code: `rate.${layer.id}`, unit: 'per10k', decimals: 2, layer, inputs, valueOf: (area) => ratio(count(area), area.population, 10_000) },
  ];
}

function ratio(part: number | null, whole: number | null, scale: number): number | null {
  return part === null || !whole ? null : (part / whole) * scale;
}

/** Coverage on the map that generated sites make: as raster, as colours of areas, or as gaps. */
export const syntheticCoverage = computed(() => {
  const seen = [shownCoverage.value, indicator.value?.coverage?.of, store.list.value === 'gaps' ? coverageInHand.value : null];
  return seen.some((coverage) => coverage && isSynthetic(coverage));
});

/** Value per adcode at the level shown, or null while areas or counts are still coming. */
export const values = computed<Map<string, number | null> | null>(() => {
  const table = areaTable(store.level.value).value;
  const shown = indicator.value;
  if (!areaCollection(store.level.value) || !table || !shown || (shown.inputs && !shown.inputs(store.level.value).value)) return null;
  return new Map(table.list.map((area) => [area.adcode, shown.valueOf(area)]));
});

export const classification = computed<Classification | null>(() => {
  const found = values.value;
  const shown = indicator.value;
  return found && shown ? classify(found, store.method.value, shown.limits) : null;
});

/** Indicators and layers that an address names but this service does not have. */
export const strangers = computed<string[]>(() => {
  if (siteLayers.value.length === 0) return [];
  const code = store.indicator.value;
  const asked = store.layers.value ?? [];
  return [
    ...(code !== NO_INDICATOR && indicator.value?.code !== code && !mayCome(code) ? [`m=${code}`] : []),
    ...asked.filter((id) => !layerOf(id)).map((id) => `l=${id}`),
    ...(store.coverage.value && !coveragesComing.value && !shownCoverage.value ? [`cov=${store.coverage.value.layer}`] : []),
  ];
});
