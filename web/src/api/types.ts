/** Shapes of the service's answers, as its OpenAPI document describes them; what is null there is left out. */

export interface Text {
  zh: string;
  en: string;
}

export type Level = 'county' | 'city' | 'circle' | 'province';
export type Role = 'site' | 'zone' | 'area';
export type Shape = 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'cross' | 'line' | 'fill';

export interface DomainValue {
  value: string;
  title: Text;
}

export interface Field {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'array';
  unit?: string | null;
  required?: boolean | null;
  title: Text;
  domain?: DomainValue[] | null;
  items?: Field[] | null;
}

export interface SymbolValue {
  colour?: string;
  shape?: Shape;
}

export interface LayerSymbol extends SymbolValue {
  shape: Shape;
  colour: string;
  by?: string | null;
  values?: Record<string, SymbolValue> | null;
}

export interface Geo {
  role: Role;
  level?: Level | null;
  group: string;
  order: number;
  geometryType: 'Point' | 'LineString' | 'Polygon';
  planArticles: number[];
  titles: Text;
  descriptions: Text;
  groupTitles: Text;
  dataVersion: number;
  count: number;
  syntheticCount: number;
  publishedAt?: string | null;
  fields: Field[];
  facets: { field: string; radix: number }[];
  periods?: { from: number; to: number } | null;
  symbol: LayerSymbol;
  /** Only where exact positions are not for everyone. */
  positions?: { exactFrom: AccountRole } | null;
  tiles: { template: string; minZoom: number; maxZoom: number; cellsBelowZoom?: number | null; mvtLayer: string };
}

export interface Collection {
  id: string;
  extent?: { spatial?: { bbox?: number[][] } };
  geo: Geo;
}

export interface Basemap {
  id: string;
  titles: Text;
  template: string;
  attribution: string;
  maxZoom: number;
}

export interface Config {
  map: { reviewNo?: string | null; producer?: string | null; usage?: string | null };
  basemaps: Basemap[];
  view: { centre: [number, number]; zoom: number; bounds: Box };
  dataAsOf?: string | null;
}

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

export interface Geometry {
  type: string;
  coordinates: unknown;
}

export interface Feature {
  id: string | number;
  bbox?: number[];
  geometry: Geometry | null;
  properties: Record<string, unknown>;
}

export interface FeatureCollection {
  features: Feature[];
  links?: { rel: string; href: string }[];
  numberMatched?: number;
}

export interface ServedArea {
  adcode: string;
  level: Level;
  name: string;
  nameEn: string;
  parentAdcode?: string | null;
  population2020?: number | null;
  urbanPopulation2020?: number | null;
  ruralPopulation2020?: number | null;
  areaKm2: number;
  label: [number, number];
  bbox: Box;
}

export interface LayerCounts {
  areas: { adcode: string; classes: string }[];
}

export interface SearchResult {
  type: 'area' | 'feature';
  collection: string;
  id: string;
  name: string;
  nameEn?: string | null;
  context?: string | null;
  contextEn?: string | null;
  bbox?: Box | null;
}

export interface Problem {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  requestId?: string;
}

export type AccountRole = 'viewer' | 'city-editor' | 'province-editor' | 'administrator';

/** Who is signed in, and what they may do. */
export interface Session {
  signedIn: boolean;
  name?: string;
  role?: AccountRole;
  /** Adcodes of the cities or counties that a city editor may write. */
  areas: readonly string[];
  /** The word that goes with every write. */
  antiforgeryToken?: string;
  /** Whether the organisation's identity provider signs in too. */
  oidc: boolean;
  /** The session ends after so many seconds without a request, */
  idleTimeoutS?: number;
  /** and at this moment whatever happens. */
  endsAt?: string;
}
