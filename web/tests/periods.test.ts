import { describe, expect, test } from 'vitest';
import { parsePeriod, periodEnd, periodLabel } from '../src/api/periods';

describe('periods', () => {
  test('are those of the contract', () => expect([parsePeriod('2019Q1'), parsePeriod('2021Q4')]).toEqual([77, 88]));
  test('read back as they were written', () => expect(periodLabel(parsePeriod('2020Q3')!)).toBe('2020Q3'));
  test('end with their quarter', () => expect(['2021Q1', '2021Q4'].map((label) => periodEnd(parsePeriod(label)!))).toEqual(['2021-03-31', '2021-12-31']));
  test.each(['2021', '2021Q5', '1999Q4', 'x'])('%s is none', (label) => expect(parsePeriod(label)).toBeNull());
});
