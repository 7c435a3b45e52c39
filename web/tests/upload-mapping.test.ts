import { describe, expect, test } from 'vitest';
import type { Field } from '../src/api/types';
import { missingFields, targetOf } from '../src/screens/upload/mapping';
import type { Report } from '../src/screens/upload/types';

const field = (name: string, required: boolean) => ({ name, required, type: 'string', title: { zh: name, en: name } }) as Field;
const fields = [field('code', true), field('operator', true), field('name', false)];
const report = { format: 'csv', columns: [{ column: '编码', field: 'code' }, { column: 'X', field: 'north' }, { column: 'Y' }, { column: '运营', field: 'ignored' }], findings: [] } as unknown as Report;

describe('the columns of a file', () => {
  test('are taken for what the person says before what the service found', () => {
    expect([targetOf('X', report, {}), targetOf('X', report, { columns: { X: 'east' } }), targetOf('运营', report, {})]).toEqual(['north', 'east', '']);
  });
  test('lack what is required and the position until each has a column', () => {
    expect(missingFields(fields, report, {}).map((each) => (typeof each === 'string' ? each : each.name))).toEqual(['operator', 'position']);
    expect(missingFields(fields, report, { columns: { 运营: 'operator', Y: 'east' } })).toEqual([]);
  });
  test('of a map format need no column for the position', () => {
    expect(missingFields([], { ...report, format: 'geojson' }, {})).toEqual([]);
  });
});
