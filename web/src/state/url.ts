import type { Level } from '../api/types';
import { parsePeriod, periodLabel } from '../api/periods';
import type { Method } from '../style/classify';
import type { Ticked } from '../style/layer-style';

export interface Place {
  zoom: number;
  lat: number;
  lng: number;
}

/** The raster of one layer's coverage; opacity in percent. */
export interface ShownCoverage {
  layer: string;
  plane: string;
  opacity: number;
}

/** Two versions of the raster side by side: right null is the current one; split is where they part, in percent of the window. */
export interface Comparison {
  left: number;
  right: number | null;
  split: number;
}

export type Position = readonly [lng: number, lat: number];

export type Twin = 'list' | 'gaps';
/** What a new upload is for, before there is a file and with it a draft. */
export interface Intake {
  layer: string;
  area: string;
  mode: UploadMode;
}

/** replace: sites of the area that the file does not name are removed. */
export type UploadMode = 'merge' | 'replace';

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
  coverage: ShownCoverage | null;
  compare: Comparison | null;
  point: Position | null;
  polygon: readonly Position[] | null;
  list: Twin | null;
  basemap: string | null;
  draft: number | null;
  step: number | null;
  intake: Intake | null;
  history: string | null;
  language: 'zh' | 'en';
  large: boolean;
  dark: boolean;
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
  coverage: null,
  compare: null,
  point: null,
  polygon: null,
  list: null,
  basemap: null,
  draft: null,
  step: null,
  intake: null,
  history: null,
  language: 'zh',
  large: false,
  dark: false,
};

const LEVELS: readonly Level[] = ['county', 'city', 'circle', 'province'];
const MODES: readonly UploadMode[] = ['merge', 'replace'];
const METHODS: readonly Method[] = ['quantile', 'equal', 'fixed'];
const TWINS: readonly Twin[] = ['list', 'gaps'];
const CODE = /^[\w.-]+$/;
export const DEFAULT_PLANE = 'level';
export const DEFAULT_OPACITY = 75;
export const DEFAULT_SPLIT = 50;
/** An address longer than a few thousand letters does not survive every mail program. */
export const MOST_VERTICES = 100;
const NONE = '-';
const UPLOAD = 'upload';

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
    state.unticked = raw.split(',').filter((part) => /^([0-6]|zero|nobody|none)$/.test(part));
    return state.unticked.length === raw.split(',').length;
  },
  sel: (raw, state) => {
    const [first, second] = raw.split(':').map(decode);
    if (!first) return false;
    state.selection = second ? { kind: 'feature', layer: first, id: second } : { kind: 'area', adcode: first };
    return true;
  },
  cov: (raw, state) => {
    const [layer, plane = DEFAULT_PLANE, opacity = String(DEFAULT_OPACITY), ...rest] = raw.split(':').map(decode);
    if (!layer || !CODE.test(layer) || !CODE.test(plane) || !isPercent(opacity) || rest.length) return false;
    state.coverage = { layer, plane, opacity: +opacity };
    return true;
  },
  cmp: (raw, state) => {
    const match = /^(\d{1,9})(?:,(\d{1,9}))?(?::(\d{1,3}))?$/.exec(raw);
    if (!match || !isPercent(match[3] ?? '0')) return false;
    state.compare = { left: +match[1]!, right: match[2] ? +match[2] : null, split: match[3] ? +match[3] : DEFAULT_SPLIT };
    return true;
  },
  pt: (raw, state) => {
    state.point = position(raw);
    return state.point !== null;
  },
  ar: (raw, state) => {
    const positions = raw.split(';').map(position);
    if (positions.length < 3 || positions.length > MOST_VERTICES || positions.includes(null)) return false;
    state.polygon = positions as Position[];
    return true;
  },
  as: (raw, state) => oneOf(TWINS, raw, (twin) => (state.list = twin)),
  b: (raw, state) => code(raw, (basemap) => (state.basemap = basemap)),
  d: (raw, state) => whole(raw, (draft) => (state.draft = draft)),
  s: (raw, state) => /^[1-5]$/.test(raw) && whole(raw, (step) => (state.step = step)),
  up: (raw, state) => {
    const [layer = '', area = '', mode] = raw.split(':').map(decode);
    // Chosen one after the other: the other may still be open.
    if (![layer, area].every((part) => part === '' || CODE.test(part))) return false;
    return oneOf(MODES, mode ?? '', (known) => (state.intake = { layer, area, mode: known }));
  },
  h: (raw, state) => code(raw, (layer) => (state.history = layer)),
  lang: (raw, state) => oneOf(['zh', 'en'] as const, raw, (language) => (state.language = language)),
  big: (raw, state) => oneOf(['1'], raw, () => (state.large = true)),
  dark: (raw, state) => oneOf(['1'], raw, () => (state.dark = true)),
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
  const { view, selection, coverage, compare } = state;
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
    ['cov', coverage && formatCoverage(coverage)],
    ['cmp', compare && formatComparison(compare)],
    ['pt', state.point && formatPosition(state.point)],
    ['ar', state.polygon && state.polygon.map(formatPosition).join(';')],
    ['as', state.list],
    ['b', state.basemap && encode(state.basemap)],
    // Kept while another screen is open, and no part of its address.
    ['d', state.page === UPLOAD && state.draft !== null && String(state.draft)],
    ['s', state.page === UPLOAD && state.step !== null && String(state.step)],
    ['up', state.page === UPLOAD && state.intake && `${encode(state.intake.layer)}:${encode(state.intake.area)}:${state.intake.mode}`],
    ['h', state.page === UPLOAD && state.history && encode(state.history)],
    ['lang', state.language !== DEFAULTS.language && state.language],
    ['big', state.large && '1'],
    ['dark', state.dark && '1'],
  ];
  const query = pairs.filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join('&');
  return query ? `?${query}` : '';
}

function formatCoverage({ layer, plane, opacity }: ShownCoverage): string {
  const parts = [encode(layer), encode(plane), String(opacity)];
  if (opacity === DEFAULT_OPACITY) parts.pop();
  if (parts.length === 2 && plane === DEFAULT_PLANE) parts.pop();
  return parts.join(':');
}

function formatComparison({ left, right, split }: Comparison): string {
  return `${left}${right === null ? '' : `,${right}`}${split === DEFAULT_SPLIT ? '' : `:${split}`}`;
}

/** Five decimals are a metre. */
function formatPosition([lng, lat]: Position): string {
  return `${+lng.toFixed(5)},${+lat.toFixed(5)}`;
}

function position(raw: string): Position | null {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(raw);
  return match && Math.abs(+match[1]!) <= 180 && Math.abs(+match[2]!) <= 85 ? [+match[1]!, +match[2]!] : null;
}

function isPercent(text: string): boolean {
  return /^\d{1,3}$/.test(text) && +text <= 100;
}

function code(raw: string, take: (value: string) => void): boolean {
  const value = decode(raw);
  if (!CODE.test(value)) return false;
  take(value);
  return true;
}

function whole(raw: string, take: (value: number) => void): boolean {
  if (!/^[1-9]\d{0,14}$/.test(raw)) return false;
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
