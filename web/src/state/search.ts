import { getJson, isAbort } from '../api/client';
import type { SearchResult } from '../api/types';
import { areaOfAdcode, areaTable } from './areas';
import { areaCollection, shownLayers, toggleLayer } from './catalogue';
import { flight, select } from './map-state';
import { store } from './store';
import { DEFAULTS } from './url-state';

export interface Found {
  list: SearchResult[];
  /** The service has answered, or has failed to. */
  complete: boolean;
  failed: boolean;
}

const MOST = 10;

/** Tells first what the loaded areas know, then what the service adds. */
export async function findPlaces(query: string, abort: AbortSignal, tell: (found: Found) => void): Promise<void> {
  const local = localAreas(query);
  tell({ list: local, complete: false, failed: false });
  try {
    const { results } = await getJson<{ results: SearchResult[] }>(`/api/search?q=${encodeURIComponent(query)}&limit=${MOST}`, abort);
    const known = new Set(local.map(keyOf));
    tell({ list: [...local, ...results.filter((result) => !known.has(keyOf(result)))].slice(0, MOST), complete: true, failed: false });
  } catch (error) {
    if (!isAbort(error)) tell({ list: local, complete: true, failed: true });
  }
}

export function goTo(result: SearchResult): void {
  // What is found is shown on the map, from wherever it was looked for.
  store.page.value = DEFAULTS.page;
  if (result.type === 'area') select({ kind: 'area', adcode: result.id });
  else {
    if (!shownLayers.peek().some((layer) => layer.id === result.collection)) toggleLayer(result.collection);
    select({ kind: 'feature', layer: result.collection, id: result.id });
  }
  if (result.bbox) flight.value = result.bbox;
}

function keyOf(result: SearchResult): string {
  return `${result.collection}/${result.id}`;
}

function localAreas(query: string): SearchResult[] {
  const text = query.toLowerCase();
  return (['city', 'county'] as const).flatMap((level) => {
    const collection = areaCollection(level);
    if (!collection) return [];
    const list = areaTable(level).value?.list ?? [];
    return list
      .filter((area) => area.name.includes(query) || area.nameEn.toLowerCase().startsWith(text) || area.adcode === query)
      .map((area): SearchResult => {
        const parent = area.parentAdcode ? areaOfAdcode(area.parentAdcode) : undefined;
        return { type: 'area', collection: collection.id, id: area.adcode, name: area.name, nameEn: area.nameEn,
          context: parent?.name ?? null, contextEn: parent?.nameEn ?? null, bbox: area.box };
      });
  }).slice(0, MOST);
}
