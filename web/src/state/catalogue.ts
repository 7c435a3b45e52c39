import { computed } from '@preact/signals';
import { getJson } from '../api/client';
import { Resource } from '../api/resource';
import type { Collection, Config, Level } from '../api/types';
import { ANY_PERIOD } from '../api/periods';
import { layerStyle, type LayerStyle, type Ticked } from '../style/layer-style';
import { hasRole } from './session';
import { store } from './store';

/** What the service holds. The web knows no layer by name: all of this comes from the collections. */
export const catalogue = new Resource(async () =>
  (await getJson<{ collections: Collection[] }>('/ogc/collections')).collections.filter((collection) => collection.geo));

export const config = new Resource(() => getJson<Config>('/api/config'));

export interface Group {
  id: string;
  title: { zh: string; en: string };
  layers: Collection[];
}

/** Groups in the order in which the service lists them, layers by their own order. */
export const groups = computed<Group[]>(() => {
  const found = new Map<string, Group>();
  for (const layer of catalogue.value ?? []) {
    if (layer.geo.role === 'area') continue;
    const group = found.get(layer.geo.group) ?? { id: layer.geo.group, title: layer.geo.groupTitles, layers: [] };
    group.layers.push(layer);
    found.set(group.id, group);
  }
  found.forEach((group) => group.layers.sort((a, b) => a.geo.order - b.geo.order));
  return [...found.values()];
});

export const layers = computed(() => groups.value.flatMap((group) => group.layers));
export const siteLayers = computed(() => layers.value.filter((layer) => layer.geo.role === 'site'));

export function layerOf(id: string): Collection | undefined {
  return catalogue.value?.find((collection) => collection.id === id);
}

export function areaCollection(level: Level): Collection | undefined {
  return catalogue.value?.find((collection) => collection.geo.role === 'area' && collection.geo.level === level);
}

/** Until the reader chooses, or when an address names only strangers, the first site layer that has data is shown. */
export const shownLayers = computed<readonly Collection[]>(() => {
  const asked = store.layers.value;
  if (asked && (asked.length === 0 || layers.value.some((layer) => asked.includes(layer.id)))) return layers.value.filter((layer) => asked.includes(layer.id) && layer.geo.count > 0);
  return siteLayers.value.filter((layer) => layer.geo.count > 0).slice(0, 1);
});

export function toggleLayer(id: string): void {
  const shown = shownLayers.peek().map((layer) => layer.id);
  store.layers.value = shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id];
}

const NOTHING_UNTICKED: Ticked = {};

export function tickedOf(id: string): Ticked {
  return store.ticked.value[id] ?? NOTHING_UNTICKED;
}

/** `values` null ticks all values of the field again. */
export function setTicked(id: string, field: string, values: readonly string[] | null): void {
  const { [field]: _, ...others } = store.ticked.value[id] ?? {};
  const mine = values ? { ...others, [field]: values } : others;
  const { [id]: __, ...rest } = store.ticked.value;
  store.ticked.value = Object.keys(mine).length ? { ...rest, [id]: mine } : rest;
}

export const untilPeriod = computed(() => store.period.value ?? ANY_PERIOD);

export function styleOf(layer: Collection): LayerStyle {
  return layerStyle(layer.geo, tickedOf(layer.id), untilPeriod.value);
}

/** Quarters with dated sites in any layer: the ends of the time slider. */
export const periodRange = computed<{ from: number; to: number } | null>(() => {
  const ranges = layers.value.flatMap((layer) => layer.geo.periods ?? []);
  if (ranges.length === 0) return null;
  return { from: Math.min(...ranges.map((range) => range.from)), to: Math.max(...ranges.map((range) => range.to)) };
});

/** Its sites are drawn at the centres of cells, because whoever looks may not see more. */
export function isCoarse(layer: Collection): boolean {
  const { positions } = layer.geo;
  return !!positions && !hasRole(positions.exactFrom);
}

export const coarseShown = computed(() => shownLayers.value.some(isCoarse));

export const syntheticShown = computed(() => shownLayers.value.some((layer) => layer.geo.syntheticCount > 0));
