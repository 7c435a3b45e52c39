import type { Text } from './types';

/** Shapes of /api/coverage. Shares are 0..1 there, levels in dBm, areas in km²; what is not known is left out. */

export type CoverageKind = 'radio' | 'reach' | 'latency';

export interface CoverageIndicator {
  id: string;
  title: Text;
  unit: string;
  direction?: 'up' | 'down';
}

export interface LegendStep {
  title: Text;
  colour: string;
}

/** What a figure rests on. Its id names the whole set. */
export interface Assumptions {
  id: string;
  model?: string;
  bands?: Record<string, { frequencyGhz: number; powerW: number; gainDbi: number }>;
  thresholdDbm?: number;
  edgeProbability?: number;
  building?: 'low' | 'high';
  population?: { source: string; year: number };
  gridM?: number;
  /** Share of the sites without power, height or band of their own, computed with the layer's defaults. */
  defaultedShare?: number;
  /** Sites in service, and those outside the model's range, which cover nothing. */
  sites?: number;
  leftOut?: number;
  text?: Text;
}

export interface Coverage {
  layer: string;
  kind: CoverageKind;
  titles: Text;
  version: number;
  publishedAt?: string;
  cellM?: number;
  planes: string[];
  legend: LegendStep[];
  /** Of planes that are not drawn in the colours of the first. */
  legends?: Record<string, LegendStep[]>;
  indicators: CoverageIndicator[];
  /** Layers of zones that this coverage judges. */
  zoneLayers?: string[];
  assumptions: Assumptions;
}

/** Numbers of an area, a zone or a drawn polygon, by name; `low` and `high` are the same at -3 and +3 dB. */
export interface CoverageNumbers {
  adcode?: string;
  name?: Text | string;
  areaKm2?: number;
  people?: number;
  villages?: { total: number; covered: number } | null;
  low?: Record<string, number>;
  high?: Record<string, number>;
  [name: string]: unknown;
}

export interface CoverageAreas {
  version: number;
  assumptionsId?: string;
  areas: CoverageNumbers[];
}

/** A zone and how much of it is covered; `functional` says whether that is what the plan asks of such a zone. */
export interface ZoneShare extends CoverageNumbers {
  featureId: string | number;
  code?: string;
  name?: string;
  share: number;
  functional?: boolean | null;
}

export interface CoverageVersion {
  version: number;
  publishedAt: string;
  actor?: string;
  hasPlanes: boolean;
  assumptionsId?: string;
  coveredPeople?: number;
}

export interface Gap {
  rank: number;
  lon: number;
  lat: number;
  people: number;
  areaKm2: number;
  county?: { adcode: string; name: Text };
  name?: Text | string | null;
  nearestSiteM?: number | null;
}

export interface ServingSite {
  featureId?: string | number;
  code?: string;
  name?: string;
  distanceM?: number;
}

export interface PointValue {
  version: number;
  levelDbm?: number | null;
  marginDb?: number | null;
  covered?: boolean;
  deep?: boolean;
  servers?: number;
  server?: ServingSite | null;
  distanceM?: number | null;
  /** The way there: the distance with the detours that roads make. */
  wayM?: number | null;
  class?: Text | null;
  roundTripMs?: number | null;
  nearest?: ServingSite | null;
  county?: { adcode: string; name: Text } | null;
  people?: number | null;
}

export interface Recomputed {
  equal: boolean;
  milliseconds: number;
}
