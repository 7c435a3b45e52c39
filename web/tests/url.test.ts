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

describe('the screens of figures', () => {
  const address = '?p=ratings&lv=city&y=2020&i=5g-stations&d=infrastructure&tab=compare&with=370100,370200&pv=3&at=18&view=print';

  test('come back from their address as they were', () => {
    const { state, unknown } = parseUrl(address);
    expect(unknown).toEqual([]);
    expect(state).toMatchObject({ year: 2020, shown: '5g-stations', domain: 'infrastructure', tab: 'compare', compared: ['370100', '370200'], planVersion: 3, at: 18, mode: 'print' });
    expect(parseUrl(formatUrl(state)).state).toEqual(state);
  });

  test('compare at most five, and say so when an address asks for more', () => {
    const { state, unknown } = parseUrl('?with=370100,370200,370300,370400,370500,370600');
    expect(state.compared).toHaveLength(5);
    expect(unknown).toHaveLength(1);
  });
});
