import { describe, expect, test } from 'vitest';
import type { CoverageIndicator, CoverageNumbers } from '../src/api/coverage';
import { dividerX, splitAfter, splitAt } from '../src/map/divider';
import { gapRadius } from '../src/map/draw-marks';
import { coverageValue, numberAt } from '../src/api/figures';
import { classify } from '../src/style/legend-classes';
import { crossesItself, faultOf, readTyped } from '../src/state/ring';

const percent = (id: string): CoverageIndicator => ({ id, title: { zh: id, en: id }, unit: '%' });
const lixia: CoverageNumbers = {
  adcode: '370102', areaKm2: 100, coveredAreaKm2: 62.5, people: 840_341, coveredPeople: 756_306.9, deepPeople: 420_170.5,
  low: { coveredAreaKm2: 60, coveredPeople: 714_289.85 }, high: { coveredAreaKm2: 65, coveredPeople: 781_517.13 },
  peopleWithin: { 2: 420_170.5, 0.5: 8_403.41, 1000: 84_034.1 }, pilesPer10K: 31.25,
};

describe('a figure of coverage', () => {
  test('is the part over the whole', () => {
    expect(coverageValue(lixia, percent('people-covered'))).toBeCloseTo(90, 9);
    expect(coverageValue(lixia, percent('area-covered'))).toBe(62.5);
    expect(coverageValue(lixia, percent('people-deep'))).toBe(50);
  });
  test('has the same whole at 3 dB less and more', () => {
    expect(coverageValue(lixia, percent('people-covered'), 'low')).toBeCloseTo(85, 9);
    expect(coverageValue(lixia, percent('people-covered'), 'high')).toBeCloseTo(93, 9);
  });
  test('of reach and latency counts people within a distance or a time', () => {
    expect(coverageValue(lixia, percent('people-1km'))).toBeCloseTo(10, 9);
    expect(coverageValue(lixia, percent('people-2ms'))).toBe(50);
    expect(coverageValue(lixia, percent('people-0.5ms'))).toBeCloseTo(1, 9);
  });
  test('that is no share is the number itself', () => {
    expect(coverageValue(lixia, { ...percent('piles-per-10k'), unit: '1' })).toBe(31.25);
    expect(coverageValue(lixia, { ...percent('people-uncovered'), unit: '{person}' })).toBeCloseTo(84_034.1, 6);
  });
  test('tells no data from nobody from nothing', () => {
    expect(coverageValue(undefined, percent('people-covered'))).toBeNull();
    expect(coverageValue({ coveredPeople: 0, people: 0 }, percent('people-covered'))).toBeNaN();
    expect(coverageValue({ coveredPeople: 0, people: 10 }, percent('people-covered'))).toBe(0);
  });
  test('is found however deep it lies', () => expect([numberAt(lixia, 'peopleWithin.2'), numberAt(lixia, 'peopleWithin.5')]).toEqual([420_170.5, null]));
});

describe('the classes of a coverage', () => {
  const { classes, codeOf } = classify(new Map([['a', 96], ['b', 40], ['c', 0], ['d', NaN], ['e', null]]), 'fixed', [50, 90]);
  test('keep none covered, nobody there and no data apart', () => {
    expect(['c', 'd', 'e'].map((area) => codeOf.get(area))).toEqual(['zero', 'nobody', 'none']);
  });
  test('count every area once', () => expect(classes.reduce((sum, each) => sum + each.areas, 0)).toBe(5));
});

describe('the divider', () => {
  test('lies where the address says', () => expect([dividerX(818, 0), dividerX(818, 50), dividerX(818, 100)]).toEqual([0, 409, 818]));
  test('follows the pointer and stays in the window', () => expect([splitAt(204.5, 818), splitAt(-5, 818), splitAt(900, 818)]).toEqual([25, 0, 100]));
  test('moves by keys', () => {
    expect(['ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End'].map((key) => splitAfter(key, 50))).toEqual([48, 52, 40, 60, 0, 100]);
    expect(splitAfter('Tab', 50)).toBeNull();
  });
});

describe('a drawn area', () => {
  test('is a ring that does not cross itself', () => {
    expect(crossesItself([[0, 0], [2, 0], [2, 2], [0, 2]])).toBe(false);
    expect(crossesItself([[0, 0], [2, 2], [2, 0], [0, 2]])).toBe(true);
    expect(crossesItself([[0, 0], [4, 0], [4, 4], [2, 1], [0, 4]])).toBe(false);
  });
  test('has three to a hundred vertices', () => {
    expect(faultOf([[0, 0], [1, 1]])).toBe('few');
    expect(faultOf([[0, 0], [1, 0], [1, 1]])).toBeNull();
    expect(faultOf(Array.from({ length: 101 }, (_, i) => [Math.cos(i / 17), Math.sin(i / 17)] as const))).toBe('many');
  });
  test('can be typed as people write coordinates', () => {
    expect(readTyped('117.02, 36.66\n117.08 36.66\n\n117.05，36.70\n117.02, 36.66')).toEqual({ ring: [[117.02, 36.66], [117.08, 36.66], [117.05, 36.7]] });
  });
  test('names the line that cannot be read or has the two the wrong way round', () => {
    expect(readTyped('117.02, 36.66\n东经117')).toEqual({ line: 2, fault: 'unread' });
    expect(readTyped('36.66, 117.02')).toEqual({ line: 1, fault: 'swapped' });
  });
});

test('the ring of a gap grows with its people, and the smallest can still be hit', () => {
  expect(gapRadius(100, 100) / gapRadius(25, 100)).toBeCloseTo(2, 9);
  expect(gapRadius(0.1, 1e6)).toBeGreaterThanOrEqual(4);
});
