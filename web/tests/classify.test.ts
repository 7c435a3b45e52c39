import { describe, expect, test } from 'vitest';
import { classOf, equalBreaks, fixedBreaks, quantileBreaks } from '../src/style/classify';

describe('class breaks', () => {
  const values = Array.from({ length: 136 }, (_, i) => 100 + i * i);
  test('quantiles fill classes about evenly', () => {
    const breaks = quantileBreaks(values, 7);
    const filled = new Array<number>(7).fill(0);
    values.forEach((value) => filled[classOf(value, breaks)]!++);
    expect(Math.max(...filled) - Math.min(...filled)).toBeLessThanOrEqual(1);
  });
  test('quantile limits are short numbers', () => expect(quantileBreaks(values, 7).every((limit) => String(limit).length <= 5)).toBe(true));
  test('equal values make one class', () => expect(quantileBreaks([5, 5, 5, 5], 7)).toEqual([]));
  test('no values make no breaks', () => expect([quantileBreaks([], 7), equalBreaks([], 7), fixedBreaks([], [1])]).toEqual([[], [], []]));
  test('equal steps are of one width', () => expect(equalBreaks([0, 70], 7)).toEqual([10, 20, 30, 40, 50, 60]));
  test('fixed limits that part nothing are left out', () => expect(fixedBreaks([250, 900], [200, 400, 600, 1000])).toEqual([400, 600]));
  test('a value on a limit belongs to the upper class', () => expect([classOf(9.99, [10]), classOf(10, [10])]).toEqual([0, 1]));
});
