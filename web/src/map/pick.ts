import type { LatLng } from 'leaflet';
import { countVisible } from '../api/classes';
import type { Boundaries } from './boundaries';
import { TILE_PX, type CellTile, type PointTile, type ShapeTile } from './decode';
import { cellRadius, markRadius } from './draw';
import type { FeatureLayers, ShownLayer } from './feature-layers';
import type { TileAt } from './mvt-layer';

export type Picked =
  | { kind: 'site'; layer: string; id: string; name: string }
  | { kind: 'stack'; layer: string; sites: { id: string; name: string }[] }
  | { kind: 'cell'; layer: ShownLayer; tile: CellTile; index: number; place: LatLng }
  | { kind: 'shape'; layer: string; id: string; name: string }
  | { kind: 'area'; adcode: string; name: string; nameEn: string };

/** A finger or a shaky hand needs more than the mark itself. */
const TOLERANCE_PX = 5;

/** What lies under a place, the topmost first: a site or cell, a line or zone, an area. */
export function pick(place: LatLng, features: FeatureLayers, boundaries: Boundaries): Picked | null {
  for (const layer of features.layers) {
    const point = layer.collection.geo.geometryType === 'Point';
    for (const at of layer.tiles.tilesAt(place, point)) {
      const found = at.decoded.kind === 'points' ? pickSite(layer, at.decoded, at)
        : at.decoded.kind === 'cells' ? pickCell(layer, at.decoded, at, place)
        : pickShape(layer, at.decoded, at);
      if (found) return found;
    }
  }
  const [at] = boundaries.layer?.tilesAt(place, false) ?? [];
  if (at?.decoded.kind !== 'shapes') return null;
  const area = at.decoded.features.find((feature) => pen().isPointInPath(feature.path, at.x, at.y, 'evenodd'));
  return area ? { kind: 'area', adcode: area.id, name: area.name, nameEn: area.nameEn } : null;
}

/** Index of the nearest mark within its reach (screen px), or -1. */
function nearest(tile: { x: Float32Array; y: Float32Array }, at: TileAt, reachOf: (i: number) => number): number {
  let best = -1;
  let bestShare = 1;
  for (let i = 0; i < tile.x.length; i++) {
    if (tile.x[i]! < 0 || tile.y[i]! < 0 || tile.x[i]! >= TILE_PX || tile.y[i]! >= TILE_PX) continue;
    const dx = (tile.x[i]! - at.x) * at.scale;
    const dy = (tile.y[i]! - at.y) * at.scale;
    // Most marks are far away; their reach is not worth computing.
    if (dx > 30 || dx < -30 || dy > 30 || dy < -30) continue;
    const share = Math.hypot(dx, dy) / Math.max(reachOf(i), 0.001);
    if (share <= bestShare) [best, bestShare] = [i, share];
  }
  return best;
}

function pickSite(layer: ShownLayer, tile: PointTile, at: TileAt): Picked | null {
  const { style } = layer;
  const reach = markRadius(at.coords.z) + TOLERANCE_PX;
  const shows = (j: number) => style.visible[tile.combination[j]!] === 1 && tile.period[j]! <= style.untilPeriod;
  const i = nearest(tile, at, (j) => (shows(j) ? reach : 0));
  if (i < 0) return null;
  const siteAt = (j: number) => ({ id: String(tile.key[j]), name: tile.name[j]! });
  const sites = [...tile.key.keys()].filter((j) => tile.x[j] === tile.x[i] && tile.y[j] === tile.y[i] && shows(j)).map(siteAt);
  const { id } = layer.collection;
  return sites.length > 1 ? { kind: 'stack', layer: id, sites } : { kind: 'site', layer: id, ...siteAt(i) };
}

function pickCell(layer: ShownLayer, tile: CellTile, at: TileAt, place: LatLng): Picked | null {
  const i = nearest(tile, at, (j) => {
    const count = countVisible(tile.classes[j]!, layer.style);
    return count && cellRadius(count, layer.largestCell) + 2;
  });
  return i < 0 ? null : { kind: 'cell', layer, tile, index: i, place };
}

function pickShape(layer: ShownLayer, tile: ShapeTile, at: TileAt): Picked | null {
  const { style, collection } = layer;
  const ctx = pen();
  ctx.lineWidth = (TOLERANCE_PX * 2) / at.scale;
  const line = collection.geo.geometryType === 'LineString';
  const found = tile.features.find((feature) =>
    style.visible[feature.combination] && feature.period <= style.untilPeriod &&
    (line ? ctx.isPointInStroke(feature.path, at.x, at.y) : ctx.isPointInPath(feature.path, at.x, at.y, 'evenodd')));
  return found ? { kind: 'shape', layer: collection.id, id: found.id, name: found.name } : null;
}

let hidden: CanvasRenderingContext2D | null = null;

/** A context that draws nothing and only answers where a path lies. */
function pen(): CanvasRenderingContext2D {
  return (hidden ??= document.createElement('canvas').getContext('2d')!);
}
