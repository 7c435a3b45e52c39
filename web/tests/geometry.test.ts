import { describe, expect, test } from 'vitest';
import { scaleBar } from '../src/map/scale';
import { boxOf, labelPoint } from '../src/state/geometry';

const square = (west: number, south: number, size: number) => [[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]];

describe('geometry', () => {
  test('a name stands inside the largest part', () => {
    expect(labelPoint({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(10, 10, 4)]] })).toEqual([12, 12]);
  });
  test('a name stays on land when the middle is a bay', () => {
    const bay = [[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [2, 2], [2, 10], [0, 10], [0, 0]];
    const [lng, lat] = labelPoint({ type: 'Polygon', coordinates: [bay] });
    expect(lng < 2 || lng > 8 || lat < 2).toBe(true);
  });
  test('a point is its own place', () => expect(labelPoint({ type: 'Point', coordinates: [117, 36] })).toEqual([117, 36]));
  test('the box holds every part', () => expect(boxOf({ type: 'MultiPolygon', coordinates: [[square(0, 0, 1)], [square(10, 10, 4)]] })).toEqual([0, 0, 14, 14]));
});

describe('the scale bar', () => {
  test('is of a round length and fits', () => {
    const { metres, px } = scaleBar(36.4, 8);
    expect(metres).toBe(50_000);
    expect(px).toBeLessThanOrEqual(110);
  });
});
