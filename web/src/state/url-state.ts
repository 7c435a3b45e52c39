import type { Level } from '../api/types';
import type { Method } from '../style/classify';
import type { Ticked } from '../style/layer-style';
import type { Position } from './url-atoms';

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
  year: null,
  shown: null,
  domain: null,
  tab: null,
  compared: [],
  planVersion: null,
  at: null,
  mode: null,
};
