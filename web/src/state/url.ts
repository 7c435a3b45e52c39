import type { Level } from '../api/types';
import { parsePeriod, periodLabel } from '../api/periods';
import type { Method } from '../style/classify';
import type { Ticked } from '../style/layer-style';

export interface Place {
  zoom: number;
  lat: number;
  lng: number;
}

export type Selection = { kind: 'area'; adcode: string } | { kind: 'feature'; layer: string; id: string };

/** All that a shared address carries. null means "the default", and is left out of the address. */
export interface UrlState {
  page: string;
  view: Place | null;
  indicator: string;
  level: Level;
  period: number | null;
  layers: readonly string[] | null;
  ticked: Readonly<Record<string, Ticked>>;
  unticked: readonly string[];
  method: Method;
  selection: Selection | null;
  list: boolean;
  basemap: string | null;
  language: 'zh' | 'en';
  large: boolean;
  dark: boolean;
  /** Plan and ratings: the year whose end is shown; null is the plan's. */
  year: number | null;
  /** The plan's indicator that is opened. */
  shown: string | null;
  /** The rating's domain; null is the whole score. */
  domain: string | null;
  /** Which part of a screen is open; each screen has its own, and its first is left out. */
  tab: string | null;
  /** Areas compared, at most five. */
  compared: readonly string[];
  /** A citation: the version of the plan's definitions, and the last publication that is counted. */
  planVersion: number | null;
  at: number | null;
  /** The big screen, or a sheet to print. */
  mode: 'wall' | 'print' | null;
}

export const DEFAULTS: UrlState = {
  page: 'explore',
  view: null,
  indicator: 'density',
  level: 'county',
  period: null,
  layers: null,
  ticked: {},
  unticked: [],
  method: 'quantile',
  selection: null,
  list: false,
  basemap: null,
  language: 'zh',
  large: false,
  dark: false,
  year: null,
  shown: null,
  domain: null,
  tab: null,
  compared: [],
  planVersion: null,
  at: null,
  mode: null,
};

export const MOST_COMPARED = 5;

const LEVELS: readonly Level[] = ['county', 'city', 'circle', 'province'];
const METHODS: readonly Method[] = ['quantile', 'equal', 'fixed'];
const CODE = /^[\w.-]+$/;
const NONE = '-';

type Reader = (raw: string, state: UrlState) => boolean;

/** One reader per code; it answers false when it cannot make sense of the value. */
const READERS: Record<string, Reader> = {
  p: (raw, state) => code(raw, (page) => (state.page = page)),
  v: (raw, state) => {
    const match = /^(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(raw);
    if (!match || Math.abs(+match[2]!) > 85 || Math.abs(+match[3]!) > 180) return false;
    state.view = { zoom: +match[1]!, lat: +match[2]!, lng: +match[3]! };
    return true;
  },
  m: (raw, state) => code(raw, (indicator) => (state.indicator = indicator)),
  lv: (raw, state) => oneOf(LEVELS, raw, (level) => (state.level = level)),
  cl: (raw, state) => oneOf(METHODS, raw, (method) => (state.method = method)),
  t: (raw, state) => {
    state.period = parsePeriod(raw);
    return state.period !== null;
  },
  l: (raw, state) => {
    const layers = raw === NONE ? [] : raw.split(',').map(decode);
    state.layers = layers.filter((layer) => CODE.test(layer));
    return state.layers.length === layers.length;
  },
  f: (raw, state) => {
    const ticked: Record<string, Record<string, string[]>> = {};
    const sound = raw.split(';').every((part) => {
      const [layer, field, values, ...rest] = part.split(':').map((text) => text.split(',').map(decode));
      if (!layer?.[0] || !field?.[0] || !values || rest.length) return false;
      (ticked[layer[0]] = ticked[layer[0]] ?? {})[field[0]] = values.filter((value) => value !== '');
      return true;
    });
    state.ticked = ticked;
    return sound;
  },
  x: (raw, state) => {
    state.unticked = raw.split(',').filter((part) => /^([0-6]|zero|none)$/.test(part));
    return state.unticked.length === raw.split(',').length;
  },
  sel: (raw, state) => {
    const [first, second] = raw.split(':').map(decode);
    if (!first) return false;
    state.selection = second ? { kind: 'feature', layer: first, id: second } : { kind: 'area', adcode: first };
    return true;
  },
  as: (raw, state) => oneOf(['list'], raw, () => (state.list = true)),
  b: (raw, state) => code(raw, (basemap) => (state.basemap = basemap)),
  lang: (raw, state) => oneOf(['zh', 'en'] as const, raw, (language) => (state.language = language)),
  big: (raw, state) => oneOf(['1'], raw, () => (state.large = true)),
  dark: (raw, state) => oneOf(['1'], raw, () => (state.dark = true)),
  y: (raw, state) => number(raw, (year) => (state.year = year)),
  i: (raw, state) => code(raw, (shown) => (state.shown = shown)),
  d: (raw, state) => code(raw, (domain) => (state.domain = domain)),
  tab: (raw, state) => code(raw, (tab) => (state.tab = tab)),
  with: (raw, state) => {
    const areas = raw.split(',').filter((area) => /^\d{6}$/.test(area));
    state.compared = areas.slice(0, MOST_COMPARED);
    return areas.length === raw.split(',').length && areas.length <= MOST_COMPARED;
  },
  pv: (raw, state) => number(raw, (version) => (state.planVersion = version)),
  at: (raw, state) => number(raw, (publication) => (state.at = publication)),
  view: (raw, state) => oneOf(['wall', 'print'] as const, raw, (mode) => (state.mode = mode)),
};

export function parseUrl(search: string): { state: UrlState; unknown: string[] } {
  const state: UrlState = { ...DEFAULTS };
  const unknown: string[] = [];
  for (const pair of search.replace(/^\?/, '').split('&')) {
    if (!pair) continue;
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const raw = at < 0 ? '' : readable(pair.slice(at + 1));
    const reader = Object.prototype.hasOwnProperty.call(READERS, name) ? READERS[name] : undefined;
    if (!reader?.(raw, state)) unknown.push(pair);
  }
  return { state, unknown };
}

export function formatUrl(state: UrlState): string {
  const { view, selection } = state;
  const filters = Object.keys(state.ticked).flatMap((layer) =>
    Object.entries(state.ticked[layer]!).map(([field, values]) => `${encode(layer)}:${encode(field)}:${values.map(encode).join(',')}`));
  const pairs: [string, string | false | null][] = [
    ['p', state.page !== DEFAULTS.page && state.page],
    ['v', view && `${view.zoom}/${view.lat.toFixed(4)}/${view.lng.toFixed(4)}`],
    ['m', state.indicator !== DEFAULTS.indicator && encode(state.indicator)],
    ['lv', state.level !== DEFAULTS.level && state.level],
    ['cl', state.method !== DEFAULTS.method && state.method],
    ['t', state.period !== null && periodLabel(state.period)],
    ['l', state.layers && (state.layers.map(encode).join(',') || NONE)],
    ['f', filters.length > 0 && filters.join(';')],
    ['x', state.unticked.length > 0 && state.unticked.join(',')],
    ['sel', selection && (selection.kind === 'area' ? encode(selection.adcode) : `${encode(selection.layer)}:${encode(selection.id)}`)],
    ['as', state.list && 'list'],
    ['b', state.basemap && encode(state.basemap)],
    ['lang', state.language !== DEFAULTS.language && state.language],
    ['big', state.large && '1'],
    ['dark', state.dark && '1'],
    ['y', state.year !== null && String(state.year)],
    ['i', state.shown && encode(state.shown)],
    ['d', state.domain && encode(state.domain)],
    ['tab', state.tab && encode(state.tab)],
    ['with', state.compared.length > 0 && state.compared.join(',')],
    ['pv', state.planVersion !== null && String(state.planVersion)],
    ['at', state.at !== null && String(state.at)],
    ['view', state.mode],
  ];
  const query = pairs.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join('&');
  return query ? `?${query}` : '';
}

function code(raw: string, take: (value: string) => void): boolean {
  const value = decode(raw);
  if (!CODE.test(value)) return false;
  take(value);
  return true;
}

function number(raw: string, take: (value: number) => void): boolean {
  if (!/^\d{1,9}$/.test(raw)) return false;
  take(+raw);
  return true;
}

function oneOf<T extends string>(allowed: readonly T[], raw: string, take: (value: T) => void): boolean {
  const found = allowed.find((value) => value === raw);
  if (found !== undefined) take(found);
  return found !== undefined;
}

/** An atom's own separators are escaped twice, so that `readable` does not take them for ours. */
function encode(atom: string): string {
  return encodeURIComponent(atom).replace(/%(2F|3A|2C|3B)/g, '%25$1');
}

function decode(text: string): string {
  try {
    return readable(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Mail programs and chat tools escape our separators; only those are put back here, atoms stay escaped. */
function readable(raw: string): string {
  return raw.replace(/%(2F|3A|2C|3B)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
