import { describe, expect, test } from 'vitest';
import { DEFAULTS, formatUrl, parseUrl } from '../src/state/url';

describe('the address', () => {
  test('leaves defaults out', () => expect(formatUrl(DEFAULTS)).toBe(''));
  test('reads what the design writes', () => {
    const { state, unknown } = parseUrl('?p=explore&v=8/36.40/118.60&m=rate.5g&lv=city&t=2021Q4&l=5g,charging&f=5g:operator:cmcc,cucc;5g:status:in-service&sel=370102&lang=en');
    expect(unknown).toEqual([]);
    expect(state).toMatchObject({
      view: { zoom: 8, lat: 36.4, lng: 118.6 }, indicator: 'rate.5g', level: 'city', period: 88, layers: ['5g', 'charging'],
      ticked: { '5g': { operator: ['cmcc', 'cucc'], status: ['in-service'] } }, selection: { kind: 'area', adcode: '370102' }, language: 'en',
    });
  });
  test('comes back the same', () => {
    const address = '?v=9/36.4000/118.6000&m=count.5g&lv=city&cl=equal&t=2020Q1&l=5g,charging&f=5g:operator:~,a%252Cb;5g:band:&x=0,zero&sel=5g:12&as=list&b=osm&lang=en&big=1&dark=1';
    expect(formatUrl(parseUrl(address).state)).toBe(address);
  });
  test('survives a program that escapes its separators', () => {
    expect(parseUrl('?v=8%2F36.40%2F118.60&sel=5g%3A12').state).toMatchObject({ view: { zoom: 8 }, selection: { layer: '5g', id: '12' } });
  });
  test('no layers is not the default layers', () => {
    expect(parseUrl('?l=-').state.layers).toEqual([]);
    expect(formatUrl({ ...DEFAULTS, layers: [] })).toBe('?l=-');
  });
  test.each(['zz=1', 'lv=village', 't=2021', 'v=8/99/118', 'x=9', 'constructor=1'])('names %s as unknown', (pair) => {
    expect(parseUrl(`?${pair}&lang=en`).unknown).toEqual([pair]);
  });
});

describe('the address of an upload', () => {
  test.each(['?p=upload&d=12&s=4', '?p=upload&s=2&up=5g:370100:replace', '?p=upload&s=1&up=5g::merge', '?p=upload&h=charging'])('%s comes back the same', (address) => {
    const { state, unknown } = parseUrl(address);
    expect(unknown).toEqual([]);
    expect(formatUrl(state)).toBe(address);
  });
  test.each(['d=0', 'd=x', 's=6', 'up=5g:370100:all', 'up=5g'])('names %s as unknown', (pair) => expect(parseUrl(`?${pair}`).unknown).toEqual([pair]));
});
