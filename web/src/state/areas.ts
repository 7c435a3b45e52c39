import { getJson, nextPage } from '../api/client';
import { family } from '../api/resource';
import type { Box, Feature, FeatureCollection, Level } from '../api/types';
import { areaCollection } from './catalogue';
import { boxOf, labelPoint } from './geometry';

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
  /** Longitude, latitude of the middle of its largest part. */
  label: [number, number] | null;
  box: Box | null;
}

export interface AreaTable {
  list: Area[];
  byAdcode: Map<string, Area>;
}

const PAGE = 500;

/** The areas of a level with their census figures, keyed `level@dataVersion`. */
const tables = family<AreaTable>(async (key) => {
  const level = key.split('@')[0] as Level;
  const collection = areaCollection(level);
  const list: Area[] = [];
  let url: string | null | undefined = collection && `/ogc/collections/${collection.id}/items?limit=${PAGE}`;
  while (url) {
    const page: FeatureCollection = await getJson(url);
    list.push(...page.features.map((feature) => areaOf(feature, level)));
    url = nextPage(page.links);
  }
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

function areaOf(feature: Feature, level: Level): Area {
  const { properties, geometry } = feature;
  const number = (name: string) => (typeof properties[name] === 'number' ? (properties[name] as number) : null);
  const text = (name: string) => (properties[name] == null ? '' : String(properties[name]));
  return {
    adcode: text('adcode') || String(feature.id),
    name: text('name'),
    nameEn: text('nameEn') || text('name'),
    level,
    parentAdcode: text('parentAdcode') || null,
    population: number('population2020'),
    urbanPopulation: number('urbanPopulation2020'),
    ruralPopulation: number('ruralPopulation2020'),
    areaKm2: number('areaKm2'),
    label: geometry && labelPoint(geometry),
    box: geometry && boxOf(geometry),
  };
}
