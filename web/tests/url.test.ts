import { describe, expect, test } from 'vitest';
import { formatUrl, parseUrl } from '../src/state/url';
import { DEFAULTS } from '../src/state/url-state';

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
  test('carries the raster, the comparison, the point and the drawn area', () => {
    const address = '?m=cov.5g.people-covered&cov=5g:servers:60&cmp=5,7:40&pt=117.07401,36.65123&ar=117,36;117.5,36;117.25,36.4&as=gaps';
    const { state, unknown } = parseUrl(address);
    expect(unknown).toEqual([]);
    expect(state).toMatchObject({
      coverage: { layer: '5g', plane: 'servers', opacity: 60 }, compare: { left: 5, right: 7, split: 40 },
      point: [117.07401, 36.65123], polygon: [[117, 36], [117.5, 36], [117.25, 36.4]], list: 'gaps',
    });
    expect(formatUrl(state)).toBe(address);
  });
  test('says of raster and comparison only what is not the default', () => {
    expect(formatUrl(parseUrl('?cov=5g:level:75&cmp=5:50').state)).toBe('?cov=5g&cmp=5');
    expect(formatUrl(parseUrl('?cov=5g:level:0').state)).toBe('?cov=5g:level:0');
  });
  test('survives a program that escapes its separators', () => {
    expect(parseUrl('?v=8%2F36.40%2F118.60&sel=5g%3A12').state).toMatchObject({ view: { zoom: 8 }, selection: { layer: '5g', id: '12' } });
  });
  test('no layers is not the default layers', () => {
    expect(parseUrl('?l=-').state.layers).toEqual([]);
    expect(formatUrl({ ...DEFAULTS, layers: [] })).toBe('?l=-');
  });
  test.each(['zz=1', 'lv=village', 't=2021', 'v=8/99/118', 'x=9', 'constructor=1', 'cov=5g:level:101', 'cov=a/b', 'cmp=x', 'cmp=5:101', 'pt=117', 'pt=117,99', 'ar=117,36;118,36', 'as=map'])('names %s as unknown', (pair) => {
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

describe('the screens of figures', () => {
  const address = '?p=ratings&lv=city&y=2020&i=5g-stations&dm=infrastructure&tab=compare&with=370100,370200&pv=3&at=18&view=print';

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
