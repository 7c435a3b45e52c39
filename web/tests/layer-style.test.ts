import { describe, expect, test } from 'vitest';
import type { Collection, Geo } from '../src/api/types';
import { firstPage, unsaidBy } from '../src/screens/explore/items-query';
import { layerStyle, MISSING, sieveOf } from '../src/style/layer-style';

const text = (title: string) => ({ zh: title, en: title });
const geo = {
  role: 'site', geometryType: 'Point',
  fields: [{ name: 'operator', type: 'string', title: text('operator'), domain: ['cmcc', 'cucc'].map((value) => ({ value, title: text(value) })) }],
  facets: [{ field: 'operator', radix: 3 }],
  symbol: { shape: 'circle', colour: '#000000', by: 'operator', values: { cucc: { colour: '#D55E00', shape: 'square' } } },
} as unknown as Geo;
const layer: Collection = { id: '5g', geo };

describe('the style of a layer', () => {
  test('gives each value its own mark, and the layer\'s to the rest', () => {
    const { marks, markOf } = layerStyle(geo, {}, Infinity);
    expect([0, 1, 2].map((combination) => marks[markOf[combination]!]!.shape)).toEqual(['circle', 'circle', 'square']);
  });
  test('hides what is unticked', () => expect([...sieveOf(geo, { operator: ['cucc'] }, Infinity).visible]).toEqual([0, 0, 1]));
  test('can ask for the missing', () => expect([...sieveOf(geo, { operator: [MISSING] }, Infinity).visible]).toEqual([1, 0, 0]));
});

describe('the query of the list', () => {
  test('carries window, time and filters', () => {
    expect(firstPage(layer, { operator: ['cmcc'] }, 88, null, [117, 36, 118, 37]))
      .toBe('/ogc/collections/5g/items?limit=50&bbox=117.0000,36.0000,118.0000,37.0000&datetime=../2021-12-31&operator=cmcc');
  });
  test('asks by city or county within an area', () => {
    expect(firstPage(layer, {}, Infinity, '370100', null)).toContain('cityAdcode=370100');
    expect(firstPage(layer, {}, Infinity, '370102', null)).toContain('countyAdcode=370102');
  });
  test('asks nothing when nothing is ticked', () => expect(firstPage(layer, { operator: [] }, Infinity, null, null)).toBeNull());
  test('sifts the answer where the query cannot say "missing"', () => {
    const row = (operator: string | null) => ({ id: 1, geometry: null, properties: { operator } });
    const ticked = { operator: [MISSING] };
    expect([row('cmcc'), row(null)].map((each) => unsaidBy(layer, ticked, each))).toEqual([true, false]);
  });
});
