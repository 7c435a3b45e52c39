import { describe, expect, test } from 'vitest';
import { countByFacet, countVisible, cumulativeByPeriod, facetIndex, parseClasses, visibleCombinations } from '../src/api/classes';

// Two facets: operator (4 values, radix 5) and status (3 values, radix 4); 20 combinations.
const radices = [5, 4];
const key = (operator: number, status: number, period: number) => operator + 5 * (status + 4 * period);
const classes = parseClasses([`${key(1, 3, 0)}:7`, `${key(1, 3, 77)}:10`, `${key(2, 1, 80)}:5`, `${key(0, 3, 88)}:2`].join());
const all = visibleCombinations(radices, [null, null]);

describe('the class encoding', () => {
  test('takes facets apart as the server put them together', () => {
    const combination = key(3, 2, 0);
    expect([facetIndex(combination, radices, 0), facetIndex(combination, radices, 1)]).toEqual([3, 2]);
  });
  test('of nothing is empty', () => expect(parseClasses('')).toHaveLength(0));
  test('counts everything when all is ticked', () => expect(countVisible(classes, { visible: all, untilPeriod: Infinity })).toBe(24));
  test('a filter keeps only its values', () => {
    const visible = visibleCombinations(radices, [new Set([1]), null]);
    expect(countVisible(classes, { visible, untilPeriod: Infinity })).toBe(17);
  });
  test('filters of two facets both hold', () => {
    const visible = visibleCombinations(radices, [new Set([0, 1, 2]), new Set([1])]);
    expect(countVisible(classes, { visible, untilPeriod: Infinity })).toBe(5);
  });
  test('an empty filter shows nothing', () => {
    expect(countVisible(classes, { visible: visibleCombinations(radices, [new Set(), null]), untilPeriod: Infinity })).toBe(0);
  });
  test('sites without a date show at any time', () => expect(countVisible(classes, { visible: all, untilPeriod: 76 })).toBe(7));
  test('sites show from their own quarter on', () => expect(countVisible(classes, { visible: all, untilPeriod: 77 })).toBe(17));
  test('counts by facet keep the missing in position 0', () => {
    expect(countByFacet(classes, { visible: all, untilPeriod: Infinity }, radices, 0)).toEqual([2, 17, 5, 0, 0]);
  });
  test('the cumulative series leaves undated sites out', () => {
    expect(cumulativeByPeriod(classes, { visible: all, untilPeriod: Infinity }, 77, 81)).toEqual([10, 10, 10, 15, 17]);
  });
});
