import { eachVisible } from '../api/classes';
import type { LayerStyle } from '../style/layer-style';
import type { CellTile, PointTile, ShapeTile } from './decode';
import { addMark } from './symbols';

/** One path of all arcs takes seconds to fill in software; a hundred at a time takes milliseconds. */
const ARCS_PER_PATH = 100;

/** Past this many marks in a tile the white edges would cost more than they tell. */
const MOST_EDGED = 1500;

const EDGE_COLOUR = 'rgba(255,255,255,0.9)';
export const CELL_ALPHA = 0.78;

/** Radius in px of one site, by zoom: small while they crowd, large enough to click when they do not. */
export function markRadius(zoom: number): number {
  return zoom <= 11 ? 2.6 : zoom === 12 ? 3.2 : zoom === 13 ? 4 : zoom === 14 ? 5 : 6;
}

/** Radius in px of the largest cell in sight, and the most that a single site may take up. */
export const LARGEST_CELL_PX = 13;
const LONE_SITE_PX = 4.5;
const SMALLEST_CELL_PX = 1.5;

/** Area is proportional to the count; where even the largest cell holds few sites, all are drawn smaller. */
export function cellRadius(count: number, largest: number): number {
  const one = Math.min(LARGEST_CELL_PX / Math.sqrt(largest), LONE_SITE_PX);
  return count <= 0 ? 0 : Math.max(SMALLEST_CELL_PX, one * Math.sqrt(count));
}

/** Which marks of a tile show, by position in the style's marks. Those outside it belong to a neighbour. */
function groupByMark(tile: PointTile, style: LayerStyle, size: number): number[][] {
  const groups: number[][] = style.marks.map(() => []);
  const { x, y, combination, period } = tile;
  for (let i = 0; i < x.length; i++) {
    if (x[i]! < 0 || y[i]! < 0 || x[i]! >= size || y[i]! >= size) continue;
    const c = combination[i]!;
    if (style.visible[c] && period[i]! <= style.untilPeriod) groups[style.markOf[c]!]!.push(i);
  }
  return groups;
}

export function drawPoints(ctx: CanvasRenderingContext2D, tile: PointTile, style: LayerStyle, zoom: number, scale: number, tilePx: number): void {
  const groups = groupByMark(tile, style, tilePx);
  const radius = markRadius(zoom);
  const edged = groups.reduce((sum, group) => sum + group.length, 0) <= MOST_EDGED;
  groups.forEach((group, g) => {
    const { shape, colour } = style.marks[g]!;
    const fill = (r: number, paint: string) => {
      ctx.fillStyle = paint;
      for (let start = 0; start < group.length; start += ARCS_PER_PATH) {
        ctx.beginPath();
        for (const i of group.slice(start, start + ARCS_PER_PATH)) addMark(ctx, shape, tile.x[i]! * scale, tile.y[i]! * scale, r);
        ctx.fill();
      }
    };
    if (edged) fill(radius + 1, EDGE_COLOUR);
    fill(radius, colour);
  });
}

export function drawCells(ctx: CanvasRenderingContext2D, tile: CellTile, style: LayerStyle, largest: number, scale: number, tilePx: number): void {
  ctx.strokeStyle = EDGE_COLOUR;
  ctx.lineWidth = 1;
  for (let i = 0; i < tile.x.length; i++) {
    if (tile.x[i]! < 0 || tile.y[i]! < 0 || tile.x[i]! >= tilePx || tile.y[i]! >= tilePx) continue;
    let total = 0;
    let last = 0;
    eachVisible(tile.classes[i]!, style, (combination, _, count) => {
      total += count;
      last = combination;
    });
    if (total === 0) continue;
    // A cell of one site can show the very mark of that site.
    const { shape, colour } = total === 1 ? style.marks[style.markOf[last]!]! : { shape: 'circle' as const, colour: style.marks[0]!.colour };
    ctx.fillStyle = colour;
    ctx.beginPath();
    addMark(ctx, shape, tile.x[i]! * scale, tile.y[i]! * scale, cellRadius(total, largest));
    ctx.globalAlpha = CELL_ALPHA;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.stroke();
  }
}

export interface ShapeLook {
  fill: string | CanvasPattern | null;
  stroke: string | null;
  widthPx: number;
  alpha?: number;
  dash?: number[];
}

/** Fills all shapes before any outline, so that no neighbour's fill covers half of a line. */
export function drawShapes(ctx: CanvasRenderingContext2D, tile: ShapeTile, scale: number, lookOf: (id: string, index: number) => ShapeLook | null): void {
  const looks = tile.features.map((feature, i) => lookOf(feature.id, i));
  ctx.scale(scale, scale);
  ctx.lineJoin = 'round';
  tile.features.forEach((feature, i) => {
    const look = looks[i];
    if (!look?.fill) return;
    ctx.globalAlpha = look.alpha ?? 1;
    ctx.fillStyle = look.fill;
    ctx.fill(feature.path, 'evenodd');
  });
  ctx.globalAlpha = 1;
  tile.features.forEach((feature, i) => {
    const look = looks[i];
    if (!look?.stroke) return;
    ctx.strokeStyle = look.stroke;
    ctx.lineWidth = look.widthPx / scale;
    ctx.setLineDash((look.dash ?? []).map((length) => length / scale));
    ctx.stroke(feature.path);
  });
  ctx.setLineDash([]);
}
