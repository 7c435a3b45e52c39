import { describe, expect, test } from 'vitest';
import { agreeTo, asksForSystem, chooseCrs, correct, correctionOf, countOf, isComplete, isLeftOut, leaveOut, needsDatumShift, rereadAs, sameSettings, undo } from '../src/screens/upload/settings';
import { lastStep, needsNumber, typedNumber, usualStep, whatSystemLacks } from '../src/screens/upload/steps';
import type { CheckSettings, Report, Submission } from '../src/screens/upload/types';

describe('what a person says of a file', () => {
  test('a mended cell is said once, and unsaid by the value that the file has', () => {
    const once = correct({}, 3, '挂高', '35', '三十五');
    const twice = correct(once, 3, '挂高', '36', '三十五');
    expect(twice).toEqual({ corrections: [{ row: 3, column: '挂高', value: '36' }] });
    expect(correctionOf(twice, 3, '挂高')).toBe('36');
    expect(correct(twice, 3, '挂高', '三十五', '三十五')).toEqual({});
  });
  test('a correction that was checked stays even where the report shows its value', () => {
    const said = correct({}, 3, '挂高', '35', null);
    expect(correct(said, 3, '挂高', '35', null)).toEqual(said);
  });
  test('a row that is left out keeps its mended cells', () => {
    const out = leaveOut(correct({}, 3, '挂高', '35', 'x'), 3, true);
    expect([isLeftOut(out, 3), isLeftOut(out, 4), countOf(out)]).toEqual([true, false, { cells: 1, rows: 1 }]);
    expect(leaveOut(out, 3, false)).toEqual({ corrections: [{ row: 3, column: '挂高', value: '35' }] });
  });
  test('each correction can be taken back alone', () => {
    const out = leaveOut(correct({}, 3, '挂高', '35', 'x'), 3, true);
    expect(undo(out, { row: 3, value: null })).toEqual({ corrections: [{ row: 3, column: '挂高', value: '35' }] });
    expect(undo(out, { row: 3, column: '挂高', value: '35' })).toEqual({ corrections: [{ row: 3, value: null }] });
  });
  test('a repair happens after its yes, and not after it is withdrawn', () => {
    expect(agreeTo(agreeTo({}, 'C003', true), 'C003', true)).toEqual({ repairs: ['C003'] });
    expect(agreeTo({ repairs: ['C003', 'G003'] }, 'C003', false)).toEqual({ repairs: ['G003'] });
  });
  test('another sheet has other rows: corrections of the old one are dropped, the system stays', () => {
    const said: CheckSettings = { crs: 'EPSG:4527', columns: { a: 'code' }, corrections: [{ row: 1, column: 'a', value: 'x' }] };
    expect(rereadAs(said, { dataset: 'Sheet2' })).toEqual({ crs: 'EPSG:4527', dataset: 'Sheet2' });
  });
  test('another system takes the axes and the parameters of the old one with it', () => {
    const said: CheckSettings = { crs: 'EPSG:2363', northFirst: true, datumShift: { kind: 'four', dx: 1, dy: 2 } };
    expect(chooseCrs(said, 'EPSG:4527', false)).toEqual({ crs: 'EPSG:4527', northFirst: false });
    expect(chooseCrs(said, 'EPSG:2384', undefined).datumShift).toBeDefined();
  });
  test('settings are the same in any order', () => {
    expect(sameSettings({ repairs: ['A', 'B'], corrections: [] }, { repairs: ['B', 'A'] })).toBe(true);
    expect(sameSettings({ crs: 'GCJ-02' }, { crs: 'BD-09' })).toBe(false);
  });
});

describe('the coordinate system', () => {
  test.each(['EPSG:4214', 'EPSG:4610', 'EPSG:2415', 'EPSG:2363', '2436'])('%s needs the parameters of the city', (code) => expect(needsDatumShift(code)).toBe(true));
  test.each(['EPSG:4490', 'EPSG:4527', 'EPSG:4547', 'GCJ-02', undefined])('%s needs none', (code) => expect(needsDatumShift(code)).toBe(false));
  test('degrees are asked for where they come from, always', () => {
    const degrees = [{ crs: 'EPSG:4490' }, { crs: 'GCJ-02' }, { crs: 'BD-09' }];
    expect(asksForSystem({}, degrees)).toBe(true);
    expect(asksForSystem({ crs: 'EPSG:4490' }, degrees)).toBe(false);
    expect(asksForSystem({}, [{ crs: 'EPSG:4527' }])).toBe(false);
  });
  test('seven parameters say by which convention they turn', () => {
    const seven = { kind: 'seven' as const, dx: 1, dy: 2, dz: 3, rx: 0, ry: 0, rz: 0, scalePpm: 1 };
    expect([isComplete(seven), isComplete({ ...seven, convention: 'position-vector' })]).toEqual([false, true]);
    expect(isComplete({ kind: 'four', dx: 1, dy: 2, rotation: 0.1 })).toBe(false);
  });
});

describe('the steps', () => {
  const draft = (state: Submission['state'], isAccepted = true) => ({ id: 1, state, outcome: { rows: 1, accepted: 1, rejected: 0, isAccepted } }) as Submission;
  const report = { candidates: [{ crs: 'EPSG:4527' }] } as Report;
  test('without a draft nothing opens but the choice, and with it the file', () => {
    expect([lastStep(null, null, false, {}), lastStep(null, null, true, {})]).toEqual([1, 2]);
  });
  test('a file that is still read cannot be judged', () => expect(lastStep(draft('checking'), null, false, {})).toBe(2));
  test('what is refused cannot be published', () => expect(lastStep(draft('checked', false), report, false, {})).toBe(4));
  test('a system that must be asked for comes before the check', () => {
    expect(lastStep(draft('checked'), { candidates: [{ crs: 'GCJ-02' }] } as Report, false, {})).toBe(3);
    expect(whatSystemLacks({ crs: 'EPSG:2363' }, report)).toBe('datum');
  });
  test('what as a whole cannot be published stays at the check', () => {
    expect(lastStep({ ...draft('checked'), problem: { code: 'duplicate-code', detail: '' } }, report, false, {})).toBe(4);
  });
  test('past a twentieth a removal needs its number, as people type it', () => {
    expect([needsNumber({ removed: 5, current: 100 }), needsNumber({ removed: 6, current: 100 }), needsNumber({ removed: 0, current: 0 })]).toEqual([false, true, false]);
    expect([typedNumber('1,234'), typedNumber(' 12 '), typedNumber(''), typedNumber('1e3')]).toEqual([1234, 12, NaN, NaN]);
  });
  test('a draft is taken up where it was left', () => {
    expect((['uploading', 'checking', 'checked', 'published', 'awaiting-approval'] as const).map((state) => usualStep(draft(state)))).toEqual([2, 2, 4, 5, 5]);
  });
});
