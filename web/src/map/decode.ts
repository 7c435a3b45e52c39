import { VectorTile, type VectorTileFeature, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { parseClasses, type Classes } from '../api/classes';
import type { Geo } from '../api/types';
import { facetValues, radicesOf } from '../style/layer-style';

/** Decoded tiles keep positions in pixels of a 256-pixel tile; drawing scales them. */
export const TILE_PX = 256;

export interface PointTile {
  kind: 'points';
  x: Float32Array;
  y: Float32Array;
  key: Float64Array;
  combination: Uint8Array;
  period: Uint16Array;
  name: string[];
}

export interface CellTile {
  kind: 'cells';
  x: Float32Array;
  y: Float32Array;
  total: Uint32Array;
  classes: Classes[];
}

export interface ShapeFeature {
  id: string;
  name: string;
  nameEn: string;
  /** In tile pixels; kept, so that drawing and hit-testing never walk the coordinates again. */
  path: Path2D;
  combination: number;
  period: number;
}

export interface ShapeTile {
  kind: 'shapes';
  features: ShapeFeature[];
}

export type Decoded = PointTile | CellTile | ShapeTile;

export function decodeTile(bytes: ArrayBuffer, geo: Geo): Decoded | null {
  const layer = new VectorTile(new PbfReader(bytes)).layers[geo.tiles.mvtLayer];
  if (!layer || layer.length === 0) return null;
  const first = layer.feature(0);
  if (first.type !== 1) return decodeShapes(layer, geo);
  return 'point_count' in first.properties ? decodeCells(layer) : decodePoints(layer, geo);
}

function decodeCells(layer: VectorTileLayer): CellTile {
  const n = layer.length;
  const cells = Array.from({ length: n }, (_, i) => layer.feature(i))
    // Large circles are drawn first, so that small ones stay visible and clickable on top.
    .sort((a, b) => Number(b.properties.point_count) - Number(a.properties.point_count));
  const tile: CellTile = { kind: 'cells', x: new Float32Array(n), y: new Float32Array(n), total: new Uint32Array(n), classes: [] };
  cells.forEach((cell, i) => {
    place(cell, layer.extent, tile, i);
    tile.total[i] = Number(cell.properties.point_count);
    tile.classes.push(parseClasses(String(cell.properties.classes ?? '')));
  });
  return tile;
}

function decodePoints(layer: VectorTileLayer, geo: Geo): PointTile {
  const n = layer.length;
  const combinationOf = combiner(geo);
  const tile: PointTile = {
    kind: 'points', x: new Float32Array(n), y: new Float32Array(n), key: new Float64Array(n),
    combination: new Uint8Array(n), period: new Uint16Array(n), name: new Array<string>(n),
  };
  for (let i = 0; i < n; i++) {
    const site = layer.feature(i);
    place(site, layer.extent, tile, i);
    tile.key[i] = site.id ?? 0;
    tile.combination[i] = combinationOf(site);
    tile.period[i] = Number(site.properties.period ?? 0);
    tile.name[i] = String(site.properties.name ?? '');
  }
  return tile;
}

function decodeShapes(layer: VectorTileLayer, geo: Geo): ShapeTile {
  const combinationOf = combiner(geo);
  const features: ShapeFeature[] = [];
  for (let i = 0; i < layer.length; i++) {
    const feature = layer.feature(i);
    const { properties } = feature;
    const name = String(properties.name ?? '');
    features.push({
      id: String(properties.adcode ?? feature.id ?? ''),
      name,
      nameEn: String(properties.nameEn ?? name),
      path: pathOf(feature, layer.extent),
      combination: combinationOf(feature),
      period: Number(properties.period ?? 0),
    });
  }
  return { kind: 'shapes', features };
}

function place(feature: VectorTileFeature, extent: number, tile: { x: Float32Array; y: Float32Array }, i: number): void {
  const point = feature.loadGeometry()[0]?.[0];
  tile.x[i] = ((point?.x ?? 0) * TILE_PX) / extent;
  tile.y[i] = ((point?.y ?? 0) * TILE_PX) / extent;
}

function pathOf(feature: VectorTileFeature, extent: number): Path2D {
  const path = new Path2D();
  const scale = TILE_PX / extent;
  for (const line of feature.loadGeometry()) {
    line.forEach((point, i) => {
      if (i === 0) path.moveTo(point.x * scale, point.y * scale);
      else path.lineTo(point.x * scale, point.y * scale);
    });
    if (feature.type === 3) path.closePath();
  }
  return path;
}

/** Reads the facets of a feature into the combination number of the class encoding. */
function combiner(geo: Geo): (feature: VectorTileFeature) => number {
  const radices = radicesOf(geo);
  const indexOf = geo.facets.map(({ field }) => new Map(facetValues(geo, field).map((value, i) => [value, i + 1])));
  return ({ properties }) => {
    let combination = 0;
    for (let i = radices.length - 1; i >= 0; i--) {
      combination = (indexOf[i]!.get(String(properties[geo.facets[i]!.field])) ?? 0) + radices[i]! * combination;
    }
    return combination;
  };
}
