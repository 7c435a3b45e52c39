import { batch, computed, signal } from '@preact/signals';
import { getJson } from '../api/client';
import type { Coverage, CoverageVersion, Gap, PointValue, ZoneShare } from '../api/coverage';
import { family, type Resource } from '../api/resource';
import { coverageInHand, showCoverage, shownCoverage } from './coverage';
import { flight, selectPoint } from './map-state';
import { store } from './store';
import type { Position } from './url-atoms';

/** What the parts that are loaded later ask of a coverage. All keys hold the version: new data asks again. */

const base = (layer: string) => `/api/coverage/${encodeURIComponent(layer)}`;

const versionLists = family(async (key) =>
  (await getJson<{ versions: CoverageVersion[] }>(`${base(key.split('@')[0]!)}/versions`)).versions);

export function versionsOf({ layer, version }: Coverage): Resource<CoverageVersion[]> {
  return versionLists(`${layer}@${version}`);
}

const points = family((key) => {
  const [layer, version, place] = key.split('@') as [string, string, string];
  const [lng, lat] = place.split(',');
  return getJson<PointValue>(`${base(layer)}/value?lon=${lng}&lat=${lat}&version=${version}`);
});

export function valueAt(layer: string, version: number, [lng, lat]: Position): Resource<PointValue> {
  return points(`${layer}@${version}@${lng.toFixed(6)},${lat.toFixed(6)}`);
}

const zoneLists = family((key) => {
  const [layer, , zones] = key.split('@') as [string, string, string];
  return getJson<ZoneShare[]>(`${base(layer)}/zones?zoneLayer=${encodeURIComponent(zones)}`);
});

export function zonesOf({ layer, version }: Coverage, zoneLayer: string): Resource<ZoneShare[]> {
  return zoneLists(`${layer}@${version}@${zoneLayer}`);
}

export const MOST_GAPS = 100;

const gapLists = family(async (key) => {
  const [layer, , area] = key.split('@') as [string, string, string];
  return (await getJson<{ gaps: Gap[] }>(`${base(layer)}/gaps?limit=${MOST_GAPS}${area && `&area=${area}`}`)).gaps;
});

export function gapsOf({ layer, version }: Coverage, area: string | null): Resource<Gap[]> {
  return gapLists(`${layer}@${version}@${area ?? ''}`);
}

/** City or county whose gaps are listed; null lists those of the province. */
export const gapsHeldTo = signal<string | null>(null);

/** The selected city or county, to which the list can be held. */
export const gapArea = computed<string | null>(() => {
  const selection = store.selection.value;
  return selection?.kind === 'area' && /^\d{6}$/.test(selection.adcode) && !selection.adcode.endsWith('0000') ? selection.adcode : null;
});

export interface Side {
  version: number;
  pane: 'coverage' | 'coverage-right';
}

/** What is on the map: one raster, or two versions of it side by side. */
export const sides = computed<readonly Side[]>(() => {
  const shown = shownCoverage.value;
  const compare = store.compare.value;
  if (!shown) return [];
  if (!compare) return [{ version: shown.version, pane: 'coverage' }];
  return [{ version: compare.left, pane: 'coverage' }, { version: compare.right ?? shown.version, pane: 'coverage-right' }];
});

/** Which gaps are drawn: those that the open list shows. */
export const listedGaps = computed<readonly Gap[]>(() => {
  const coverage = coverageInHand.value;
  return store.list.value === 'gaps' && coverage ? gapsOf(coverage, gapsHeldTo.value).value ?? [] : [];
});

export function goToGap(gap: Gap): void {
  // Wide enough to see the gap and what surrounds it.
  const reachKm = Math.max(1.5, Math.sqrt(gap.areaKm2));
  const [dLat, dLng] = [reachKm / 111, reachKm / (111 * Math.cos((gap.lat * Math.PI) / 180))];
  batch(() => {
    if (!shownCoverage.peek() && coverageInHand.peek()) showCoverage(coverageInHand.peek()!.layer);
    selectPoint([gap.lon, gap.lat], gap.county ? { kind: 'area', adcode: gap.county.adcode } : null);
    flight.value = [gap.lon - dLng, gap.lat - dLat, gap.lon + dLng, gap.lat + dLat];
  });
}
