/** Shapes of the answers about the plan and its ratings; what is null there is left out. */
import type { Level, Text } from './types';

export type Status = 'reached' | 'late' | 'on-the-way' | 'not-reported' | 'no-target';

export interface AreaName {
  adcode: string;
  level: Level;
  name: string;
  nameEn: string;
}

export interface Reported {
  period: string;
  value: number;
  evidence: string;
  source: string;
  reportedAt: string;
  publication: number;
}

export interface ScoreLine {
  id: string;
  title: Text;
  unit: Text;
  kind: string;
  level: 'province' | 'city' | 'county';
  decimals: number;
  target?: number;
  about: boolean;
  targetYear: number;
  leads: Text[];
  note?: Text;
  layer?: string;
  value?: number;
  missing?: string;
  shareReached?: number;
  status: Status;
  demonstration: boolean;
  reportedAreas?: number;
  expectedAreas?: number;
  reported?: Reported;
  trend: (number | null)[];
  cities?: { adcode: string; value?: number; target?: number; status: Status }[];
}

export interface Article {
  number: number;
  part: Text;
  title: Text;
  leads: Text[];
  indicators: ScoreLine[];
}

export interface Scoreboard {
  title: Text;
  year: number;
  version: number;
  at: number;
  period: string;
  citation: string;
  area: AreaName;
  years: number[];
  articles: Article[];
}

export interface Condition {
  field: string;
  in?: string[];
  atLeast?: number;
  atMost?: number;
}

export interface Component {
  indicator: string;
  weight: number;
  min: number;
  max: number;
  per?: string;
}

export interface IndicatorAnswer {
  definition: {
    id: string; article: number; title: Text; level: string; kind: string; target?: number; year?: number; about: boolean; note?: Text; decimals: number;
    layer?: string; field?: string; where: Condition[]; of: Condition[]; zones?: string; measure?: string; stars?: number; ratingLevel?: string; components: Component[];
  };
  unit: Text;
  leads: Text[];
  articleTitle: Text;
  version: number;
  at: number;
  period: string;
  citation: string;
  inputs: { layer: string; title?: Text; dataVersion?: number; publishedAt?: string }[];
  demonstration: boolean;
  values: AreaValue[];
}

export interface Indicator {
  id: string;
  article: number;
  title: Text;
  kind: string;
  level: 'province' | 'city' | 'county';
  measure?: string;
}

export interface FigurePublication {
  id: number;
  actor: string;
  source: string;
  added: number;
  changed: number;
  removed: number;
  publishedAt: string;
  reverses?: number;
  reversedBy?: number;
}

export interface AreaValue extends AreaName {
  cityAdcode?: string;
  value?: number;
  part?: number;
  whole?: number;
  missing?: string;
  target?: number;
  status: Status;
  reported?: Reported;
}

export interface IndicatorHistory {
  states: { publication: number; publishedAt: string; actor: string; source: string; value?: number; missing?: string }[];
}

export interface Outlines {
  level: Level;
  box: [number, number, number, number];
  stepM: number;
  areas: { adcode: string; path: string; label: [number, number] }[];
}

export interface RatingStandard {
  title: Text;
  edition: string;
  note: Text;
  years: number[];
  stars: { stars: number; fromScore: number }[];
  domains: { id: string; title: Text; weight: number }[];
  bonus: { id: string; title: Text; points: number }[];
}

export interface PublishedRating {
  status: 'pilot' | 'pre-pilot' | 'named' | 'awarded';
  stars: number;
  year: number;
  batch: string;
  source: string;
}

export interface NextStar {
  stars: number;
  fromScore: number;
  points: number;
}

export interface RatedArea {
  adcode: string;
  name: string;
  nameEn: string;
  cityAdcode?: string;
  circle?: string;
  score?: number;
  stars?: number;
  rank?: number;
  best?: number;
  worst?: number;
  domains: (number | null)[];
  bonus: number;
  scoreBefore?: number;
  starsBefore?: number;
  rankBefore?: number;
  nextStar?: NextStar;
  published: PublishedRating[];
}

export interface RatingAnswer {
  standard: RatingStandard;
  level: 'city' | 'county';
  version: number;
  at: number;
  period: string;
  citation: string;
  areas: RatedArea[];
  circles: { adcode: string; name: string; nameEn: string; areas: number; scored: number; meanScore?: number; threeStars: number }[];
}

export interface ItemScore {
  indicator: string;
  title: Text;
  unit: Text;
  per?: string;
  weight: number;
  min: number;
  max: number;
  value?: number;
  measured?: number;
  normalised?: number;
  missing?: string;
  needed?: number;
}

export interface AreaRating {
  area: AreaName;
  citation: string;
  score?: number;
  stars?: number;
  rank?: number;
  best?: number;
  worst?: number;
  bonus: number;
  nextStar?: NextStar;
  domains: { id: string; title: Text; weight: number; score?: number; items: ItemScore[] }[];
  bonusItems: { id: string; title: Text; points: number; earned: boolean }[];
  published: PublishedRating[];
}

export type Cluster = 'high-high' | 'low-low' | 'high-low' | 'low-high' | 'none';

export interface SpatialStatistics {
  undefined?: 'all-equal' | 'too-few-areas';
  moran?: { i: number; expectation: number; z?: number; p: number; areas: number };
  clusters: { adcode: string; cluster: Cluster; p: number }[];
  permutations: number;
  level: number;
  gini?: number;
  theil?: { total: number; between: number; within: number; groups: { adcode: string; name: string; nameEn: string; contribution: number }[] };
  breaks: Record<string, number[]>;
}
