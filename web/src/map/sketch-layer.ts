import { DomUtil, Layer, Point, type LatLng, type Map } from 'leaflet';
import type { Geometry, Shape } from '../api/types';
import { partsOf } from '../state/geometry';
import { addMark } from './symbols';

export interface SketchLook {
  shape: Shape;
  colour: string;
  /** Radius of a point in px. */
  radiusPx: number;
  /** Drawn as an outline: what is not there any more, or not yet. */
  hollow?: boolean;
  dash?: number[];
}

/** One thing on a sketch. Several may share an id, such as a geometry before and after its repair. */
export interface SketchItem {
  id: string;
  geometry: Geometry;
  look: SketchLook;
}

/** Px beyond the window that are drawn as well, so that a drag does not uncover blank land at once. */
const MARGIN_PX = 160;
const TOLERANCE_PX = 5;
const MARKS_PER_PATH = 100;
const RING = '#111820';
const FILL_ALPHA = 0.25;

type Found = { id: string; distance: number };

/** A few thousand features that are not published: drawn from memory on one canvas, in the order given. */
export class SketchLayer extends Layer {
  private canvas: HTMLCanvasElement | null = null;
  private items: readonly SketchItem[] = [];
  private selected: string | null = null;

  constructor(private readonly paneName: string) {
    super();
  }

  override onAdd(map: Map): this {
    this.canvas = DomUtil.create('canvas', '', map.getPane(this.paneName));
    this.canvas.style.position = 'absolute';
    map.on('moveend zoomend resize', this.draw, this);
    this.draw();
    return this;
  }

  override onRemove(map: Map): this {
    map.off('moveend zoomend resize', this.draw, this);
    this.canvas?.remove();
    this.canvas = null;
    return this;
  }

  show(items: readonly SketchItem[], selected: string | null): void {
    this.items = items;
    this.selected = selected;
    this.draw();
  }

  /** The nearest thing under a place. */
  pick(place: LatLng): string | null {
    const at = this.px([place.lng, place.lat]);
    const pen = this.canvas?.getContext('2d');
    if (!pen) return null;
    let best: Found | null = null;
    for (const item of this.items) {
      const found = this.meets(item, at, pen);
      if (found && (!best || found.distance <= best.distance)) best = found;
    }
    return best && best.id;
  }

  private meets(item: SketchItem, at: Point, pen: CanvasRenderingContext2D): Found | null {
    const parts = partsOf(item.geometry);
    if (parts.kind === 'points') {
      const distance = Math.min(...parts.positions.map((position) => this.px(position).distanceTo(at)));
      return distance <= item.look.radiusPx + TOLERANCE_PX ? { id: item.id, distance } : null;
    }
    const path = this.path(parts.lines);
    const density = devicePixelRatio || 1;
    pen.lineWidth = TOLERANCE_PX * 2;
    const hit = pen.isPointInStroke(path, at.x * density, at.y * density) || (parts.kind === 'areas' && pen.isPointInPath(path, at.x * density, at.y * density, 'evenodd'));
    return hit ? { id: item.id, distance: TOLERANCE_PX } : null;
  }

  private px(position: readonly number[]): Point {
    return this._map.latLngToContainerPoint([position[1]!, position[0]!]).add([MARGIN_PX, MARGIN_PX]);
  }

  private path(lines: readonly (readonly number[][])[]): Path2D {
    const path = new Path2D();
    for (const line of lines) {
      line.forEach((position, i) => {
        const { x, y } = this.px(position);
        if (i) path.lineTo(x, y);
        else path.moveTo(x, y);
      });
    }
    return path;
  }

  private draw(): void {
    const { canvas, _map: map } = this;
    if (!canvas || !map) return;
    const size = map.getSize();
    const density = devicePixelRatio || 1;
    const [width, height] = [size.x + 2 * MARGIN_PX, size.y + 2 * MARGIN_PX];
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint(new Point(-MARGIN_PX, -MARGIN_PX)));
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    const sight = { width, height };
    for (const [look, items] of byLook(this.items)) this.drawAlike(ctx, look, items, sight);
    this.items.filter((item) => item.id === this.selected).forEach((item) => this.drawRing(ctx, item));
  }

  private drawAlike(ctx: CanvasRenderingContext2D, look: SketchLook, items: readonly SketchItem[], sight: { width: number; height: number }): void {
    ctx.strokeStyle = ctx.fillStyle = look.colour;
    ctx.lineWidth = 2;
    ctx.setLineDash(look.dash ?? []);
    const points: Point[] = [];
    for (const item of items) {
      const parts = partsOf(item.geometry);
      if (parts.kind === 'points') {
        for (const position of parts.positions) {
          const at = this.px(position);
          if (at.x >= 0 && at.y >= 0 && at.x <= sight.width && at.y <= sight.height) points.push(at);
        }
        continue;
      }
      const path = this.path(parts.lines);
      ctx.stroke(path);
      if (parts.kind !== 'areas' || look.hollow) continue;
      ctx.globalAlpha = FILL_ALPHA;
      ctx.fill(path, 'evenodd');
      ctx.globalAlpha = 1;
    }
    ctx.setLineDash([]);
    for (let start = 0; start < points.length; start += MARKS_PER_PATH) {
      const mark = (grow: number) => {
        ctx.beginPath();
        for (const at of points.slice(start, start + MARKS_PER_PATH)) addMark(ctx, look.shape, at.x, at.y, look.radiusPx + grow);
      };
      ctx.fillStyle = 'rgba(255,255,255,0.9)';
      mark(1);
      ctx.fill();
      ctx.fillStyle = look.colour;
      mark(0);
      if (look.hollow) ctx.stroke();
      else ctx.fill();
    }
  }

  private drawRing(ctx: CanvasRenderingContext2D, item: SketchItem): void {
    const parts = partsOf(item.geometry);
    for (const [colour, width] of [['#ffffff', 6], [RING, 2.5]] as const) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      if (parts.kind !== 'points') ctx.stroke(this.path(parts.lines));
      else {
        for (const position of parts.positions) {
          const { x, y } = this.px(position);
          ctx.beginPath();
          ctx.arc(x, y, item.look.radiusPx + 6, 0, Math.PI * 2);
          ctx.stroke();
        }
      }
    }
  }
}

function byLook(items: readonly SketchItem[]): globalThis.Map<SketchLook, SketchItem[]> {
  const groups = new globalThis.Map<SketchLook, SketchItem[]>();
  for (const item of items) {
    const group = groups.get(item.look);
    if (group) group.push(item);
    else groups.set(item.look, [item]);
  }
  return groups;
}
