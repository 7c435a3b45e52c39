import { computed } from '@preact/signals';
import { countVisible, parseClasses, type Classes } from '../api/classes';
import { getJson } from '../api/client';
import { family, type Resource } from '../api/resource';
import type { Collection, LayerCounts, Level } from '../api/types';
import { sieveOf } from '../style/layer-style';
import { tickedOf, untilPeriod } from './catalogue';

/** Sites per area by class; an area that is not in it has none. */
export type CountTable = Map<string, Classes>;

/** Keyed `layer@version@level`, so that new data asks again. */
const tables = family<CountTable>(async (key) => {
  const [layer, version, level] = key.split('@');
  const answer = await getJson<LayerCounts>(`/api/layers/${layer}/counts?level=${level}&version=${version}`);
  return new Map(answer.areas.map((area) => [area.adcode, parseClasses(area.classes)]));
});

export function countTable(layer: Collection, level: Level): Resource<CountTable> {
  return tables(`${layer.id}@${layer.geo.dataVersion}@${level}`);
}

const EMPTY: Classes = new Int32Array(0);

export function classesIn(layer: Collection, level: Level, adcode: string): Classes | null {
  const table = countTable(layer, level).value;
  return table && (table.get(adcode) ?? EMPTY);
}

export function sieveOfLayer(layer: Collection) {
  return sieveOf(layer.geo, tickedOf(layer.id), untilPeriod.value);
}

/** Visible sites of a layer per area of a level, or null while they are still coming. */
export function visibleCounts(layer: Collection, level: Level): Map<string, number> | null {
  const table = countTable(layer, level).value;
  if (!table) return null;
  const sieve = sieveOfLayer(layer);
  const counts = new Map<string, number>();
  table.forEach((classes, adcode) => counts.set(adcode, countVisible(classes, sieve)));
  return counts;
}

/** One computed per layer and level; several panels read the same numbers. */
const memo = new Map<string, ReturnType<typeof computed<Map<string, number> | null>>>();

export function countsOf(layer: Collection, level: Level): Map<string, number> | null {
  const key = `${layer.id}@${layer.geo.dataVersion}@${level}`;
  let member = memo.get(key);
  if (!member) memo.set(key, (member = computed(() => visibleCounts(layer, level))));
  return member.value;
}
