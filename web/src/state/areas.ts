import { getJson } from '../api/client';
import { family } from '../api/resource';
import type { Box, Level, ServedArea } from '../api/types';
import { areaCollection } from './catalogue';

export interface Area {
  adcode: string;
  name: string;
  nameEn: string;
  level: Level;
  parentAdcode: string | null;
  population: number | null;
  urbanPopulation: number | null;
  ruralPopulation: number | null;
  areaKm2: number | null;
  /** Longitude, latitude of a place inside it where its name sits well. */
  label: [number, number];
  box: Box;
}

export interface AreaTable {
  list: Area[];
  byAdcode: Map<string, Area>;
}

/** The areas of a level with their census figures, keyed `level@dataVersion`. */
const tables = family<AreaTable>(async (key) => {
  const [level, version] = key.split('@') as [Level, string];
  // Before the collections are known, and while no boundaries are published, there is nothing to ask for.
  if (version === '0') return { list: [], byAdcode: new Map() };
  const { areas } = await getJson<{ areas: ServedArea[] }>(`/api/areas?level=${level}&version=${version}`);
  const list = areas.map(areaOf);
  return { list, byAdcode: new Map(list.map((area) => [area.adcode, area])) };
});

export function areaTable(level: Level) {
  return tables(`${level}@${areaCollection(level)?.geo.dataVersion ?? 0}`);
}

/** GB/T 2260: 370000 is the province, 37xx00 a city, 37xxxx a county; circles have codes of their own. */
export function levelOf(adcode: string): Level {
  if (!/^\d{6}$/.test(adcode)) return 'circle';
  return adcode.endsWith('0000') ? 'province' : adcode.endsWith('00') ? 'city' : 'county';
}

export function areaOfAdcode(adcode: string): Area | undefined {
  return areaCollection(levelOf(adcode)) && areaTable(levelOf(adcode)).value?.byAdcode.get(adcode);
}

function areaOf(served: ServedArea): Area {
  return {
    adcode: served.adcode,
    name: served.name,
    nameEn: served.nameEn,
    level: served.level,
    parentAdcode: served.parentAdcode ?? null,
    population: served.population2020 ?? null,
    urbanPopulation: served.urbanPopulation2020 ?? null,
    ruralPopulation: served.ruralPopulation2020 ?? null,
    areaKm2: served.areaKm2,
    label: served.label,
    box: served.bbox,
  };
}
