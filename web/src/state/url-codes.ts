import { parsePeriod, periodLabel } from '../api/periods';
import type { Level } from '../api/types';
import type { Method } from '../style/classify';
import { CODE, code, decode, encode, formatPosition, isPercent, oneOf, position, whole, type Position } from './url-atoms';
import { DEFAULTS, type Comparison, type ShownCoverage, type Twin, type UploadMode, type UrlState } from './url-state';

/** One part of an address. */
interface Code {
  /** Answers false when it cannot make sense of the value. */
  read(raw: string, state: UrlState): boolean;
  /** Nothing where the state is the default. */
  write(state: UrlState): string | false | null;
}

export const MOST_COMPARED = 5;
export const DEFAULT_PLANE = 'level';
export const DEFAULT_OPACITY = 75;
export const DEFAULT_SPLIT = 50;
/** An address longer than a few thousand letters does not survive every mail program. */
export const MOST_VERTICES = 100;

const LEVELS: readonly Level[] = ['county', 'city', 'circle', 'province'];
const MODES: readonly UploadMode[] = ['merge', 'replace'];
const METHODS: readonly Method[] = ['quantile', 'equal', 'fixed'];
const TWINS: readonly Twin[] = ['list', 'gaps'];
const NONE = '-';

/** The codes, in the order in which an address has them. */
export const CODES: Readonly<Record<string, Code>> = {
  p: {
    read: (raw, state) => code(raw, (page) => (state.page = page)),
    write: ({ page }) => page !== DEFAULTS.page && page,
  },
  v: {
    read: (raw, state) => {
      const match = /^(\d{1,2})\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)$/.exec(raw);
      if (!match || Math.abs(+match[2]!) > 85 || Math.abs(+match[3]!) > 180) return false;
      state.view = { zoom: +match[1]!, lat: +match[2]!, lng: +match[3]! };
      return true;
    },
    write: ({ view }) => view && `${view.zoom}/${view.lat.toFixed(4)}/${view.lng.toFixed(4)}`,
  },
  m: {
    read: (raw, state) => code(raw, (indicator) => (state.indicator = indicator)),
    write: ({ indicator }) => indicator !== DEFAULTS.indicator && encode(indicator),
  },
  lv: {
    read: (raw, state) => oneOf(LEVELS, raw, (level) => (state.level = level)),
    write: ({ level }) => level !== DEFAULTS.level && level,
  },
  cl: {
    read: (raw, state) => oneOf(METHODS, raw, (method) => (state.method = method)),
    write: ({ method }) => method !== DEFAULTS.method && method,
  },
  t: {
    read: (raw, state) => {
      state.period = parsePeriod(raw);
      return state.period !== null;
    },
    write: ({ period }) => period !== null && periodLabel(period),
  },
  l: {
    read: (raw, state) => {
      const layers = raw === NONE ? [] : raw.split(',').map(decode);
      state.layers = layers.filter((layer) => CODE.test(layer));
      return state.layers.length === layers.length;
    },
    write: ({ layers }) => layers && (layers.map(encode).join(',') || NONE),
  },
  f: {
    read: (raw, state) => {
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
    write: ({ ticked }) => Object.keys(ticked).flatMap((layer) =>
      Object.entries(ticked[layer]!).map(([field, values]) => `${encode(layer)}:${encode(field)}:${values.map(encode).join(',')}`)).join(';'),
  },
  x: {
    read: (raw, state) => {
      state.unticked = raw.split(',').filter((part) => /^([0-6]|zero|nobody|none)$/.test(part));
      return state.unticked.length === raw.split(',').length;
    },
    write: ({ unticked }) => unticked.length > 0 && unticked.join(','),
  },
  sel: {
    read: (raw, state) => {
      const [first, second] = raw.split(':').map(decode);
      if (!first) return false;
      state.selection = second ? { kind: 'feature', layer: first, id: second } : { kind: 'area', adcode: first };
      return true;
    },
    write: ({ selection }) => selection && (selection.kind === 'area' ? encode(selection.adcode) : `${encode(selection.layer)}:${encode(selection.id)}`),
  },
  cov: {
    read: (raw, state) => {
      const [layer, plane = DEFAULT_PLANE, opacity = String(DEFAULT_OPACITY), ...rest] = raw.split(':').map(decode);
      if (!layer || !CODE.test(layer) || !CODE.test(plane) || !isPercent(opacity) || rest.length) return false;
      state.coverage = { layer, plane, opacity: +opacity };
      return true;
    },
    write: ({ coverage }) => coverage && formatCoverage(coverage),
  },
  cmp: {
    read: (raw, state) => {
      const match = /^(\d{1,9})(?:,(\d{1,9}))?(?::(\d{1,3}))?$/.exec(raw);
      if (!match || !isPercent(match[3] ?? '0')) return false;
      state.compare = { left: +match[1]!, right: match[2] ? +match[2] : null, split: match[3] ? +match[3] : DEFAULT_SPLIT };
      return true;
    },
    write: ({ compare }) => compare && formatComparison(compare),
  },
  pt: {
    read: (raw, state) => {
      state.point = position(raw);
      return state.point !== null;
    },
    write: ({ point }) => point && formatPosition(point),
  },
  ar: {
    read: (raw, state) => {
      const positions = raw.split(';').map(position);
      if (positions.length < 3 || positions.length > MOST_VERTICES || positions.includes(null)) return false;
      state.polygon = positions as Position[];
      return true;
    },
    write: ({ polygon }) => polygon && polygon.map(formatPosition).join(';'),
  },
  as: {
    read: (raw, state) => oneOf(TWINS, raw, (twin) => (state.list = twin)),
    write: ({ list }) => list,
  },
  b: {
    read: (raw, state) => code(raw, (basemap) => (state.basemap = basemap)),
    write: ({ basemap }) => basemap && encode(basemap),
  },
  // The upload's own, from here to h: kept while another screen is open, and no part of its address.
  d: {
    read: (raw, state) => whole(raw, (draft) => (state.draft = draft)),
    write: ({ page, draft }) => page === 'upload' && draft !== null && String(draft),
  },
  s: {
    read: (raw, state) => /^[1-5]$/.test(raw) && whole(raw, (step) => (state.step = step)),
    write: ({ page, step }) => page === 'upload' && step !== null && String(step),
  },
  up: {
    read: (raw, state) => {
      const [layer = '', area = '', mode] = raw.split(':').map(decode);
      // Chosen one after the other: the other may still be open.
      if (![layer, area].every((part) => part === '' || CODE.test(part))) return false;
      return oneOf(MODES, mode ?? '', (known) => (state.intake = { layer, area, mode: known }));
    },
    write: ({ page, intake }) => page === 'upload' && intake && `${encode(intake.layer)}:${encode(intake.area)}:${intake.mode}`,
  },
  h: {
    read: (raw, state) => code(raw, (layer) => (state.history = layer)),
    write: ({ page, history }) => page === 'upload' && history && encode(history),
  },
  lang: {
    read: (raw, state) => oneOf(['zh', 'en'] as const, raw, (language) => (state.language = language)),
    write: ({ language }) => language !== DEFAULTS.language && language,
  },
  big: {
    read: (raw, state) => oneOf(['1'], raw, () => (state.large = true)),
    write: ({ large }) => large && '1',
  },
  dark: {
    read: (raw, state) => oneOf(['1'], raw, () => (state.dark = true)),
    write: ({ dark }) => dark && '1',
  },
  y: {
    read: (raw, state) => whole(raw, (year) => (state.year = year)),
    write: ({ year }) => year !== null && String(year),
  },
  i: {
    read: (raw, state) => code(raw, (shown) => (state.shown = shown)),
    write: ({ shown }) => shown && encode(shown),
  },
  dm: {
    read: (raw, state) => code(raw, (domain) => (state.domain = domain)),
    write: ({ domain }) => domain && encode(domain),
  },
  tab: {
    read: (raw, state) => code(raw, (tab) => (state.tab = tab)),
    write: ({ tab }) => tab && encode(tab),
  },
  with: {
    read: (raw, state) => {
      const areas = raw.split(',').filter((area) => /^\d{6}$/.test(area));
      state.compared = areas.slice(0, MOST_COMPARED);
      return areas.length === raw.split(',').length && areas.length <= MOST_COMPARED;
    },
    write: ({ compared }) => compared.length > 0 && compared.join(','),
  },
  pv: {
    read: (raw, state) => whole(raw, (version) => (state.planVersion = version)),
    write: ({ planVersion }) => planVersion !== null && String(planVersion),
  },
  at: {
    read: (raw, state) => whole(raw, (publication) => (state.at = publication)),
    write: ({ at }) => at !== null && String(at),
  },
  view: {
    read: (raw, state) => oneOf(['wall', 'print'] as const, raw, (mode) => (state.mode = mode)),
    write: ({ mode }) => mode,
  },
};

function formatCoverage({ layer, plane, opacity }: ShownCoverage): string {
  const parts = [encode(layer), encode(plane), String(opacity)];
  if (opacity === DEFAULT_OPACITY) parts.pop();
  if (parts.length === 2 && plane === DEFAULT_PLANE) parts.pop();
  return parts.join(':');
}

function formatComparison({ left, right, split }: Comparison): string {
  return `${left}${right === null ? '' : `,${right}`}${split === DEFAULT_SPLIT ? '' : `:${split}`}`;
}
