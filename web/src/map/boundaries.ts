import { effect } from '@preact/signals';
import type { Map } from 'leaflet';
import type { Collection, Level } from '../api/types';
import { areaCollection, config } from '../state/catalogue';
import { classification, indicator, NO_INDICATOR } from '../state/indicators';
import { noteFailure } from '../state/map-state';
import { store } from '../state/store';
import { HATCH, LAND_COLOUR, MUTED_COLOUR, shade } from '../style/palettes';
import type { Decoded } from './decode';
import { drawShapes, type ShapeLook } from './draw';
import { markDrawn } from './marks';
import { MvtLayer } from './mvt-layer';

const LINE_COLOUR = 'rgba(68,80,92,0.55)';
const OUTLINE_COLOUR = 'rgba(45,55,66,0.85)';
const SELECTED_COLOUR = '#111820';
const HATCH_PX = 8;

/** Width of the lines of a level; wider for the larger areas. */
const WIDTH_PX: Record<Level, number> = { county: 0.6, city: 0.9, circle: 1.1, province: 1.2 };

/** The areas of the level shown, filled by class, and the city lines over the counties. */
export class Boundaries {
  private areas: MvtLayer | null = null;
  private outlines: MvtLayer | null = null;
  private readonly stops: (() => void)[];

  constructor(private readonly map: Map) {
    this.stops = [
      effect(() => {
        const collection = areaCollection(store.level.value);
        if (collection) this.showAreas(collection);
      }),
      effect(() => {
        const cities = areaCollection('city');
        this.showOutlines(store.level.value === 'county' && cities ? cities : null);
      }),
      effect(() => {
        // Read here, so that a change of any of them draws again.
        void [classification.value, store.unticked.value, store.selection.value, store.basemap.value];
        this.areas?.restyle();
      }),
    ];
  }

  get layer(): MvtLayer | null {
    return this.areas;
  }

  private showAreas(collection: Collection): void {
    const old = this.areas;
    const level = collection.geo.level!;
    const layer: MvtLayer = new MvtLayer(collection, {
      pane: 'areas',
      paint: (ctx, decoded, scale, zoom) => paintAreas(ctx, decoded, scale, level, zoom),
      onFailure: (failure) => noteFailure(collection.id, failure && { failure, retry: () => layer.retry() }),
    });
    this.areas = layer;
    layer.once('load', () => {
      old?.remove();
      performance.mark('boundaries-painted');
    });
    layer.on('load', () => markDrawn(collection.id));
    layer.addTo(this.map);
  }

  private showOutlines(collection: Collection | null): void {
    this.outlines?.remove();
    this.outlines = collection && new MvtLayer(collection, {
      pane: 'outlines',
      paint: (ctx, decoded, scale) => {
        if (decoded.kind === 'shapes') drawShapes(ctx, decoded, scale, () => ({ fill: null, stroke: OUTLINE_COLOUR, widthPx: 1.1 }));
      },
    });
    this.outlines?.addTo(this.map);
  }

  remove(): void {
    this.stops.forEach((stop) => stop());
    this.areas?.remove();
    this.outlines?.remove();
  }
}

function paintAreas(ctx: CanvasRenderingContext2D, decoded: Decoded, scale: number, level: Level, zoom: number): void {
  if (decoded.kind !== 'shapes') return;
  const found = classification.peek();
  const colours = new globalThis.Map(found?.classes.map((each) => [each.code, shade(each.colour, zoom)]));
  const unticked = new Set(store.unticked.peek());
  const hatch = hatchOf(ctx);
  // Over a basemap the colours let the ground show; plain land would only hide it.
  const overBasemap = config.value?.basemaps.some((basemap) => basemap.id === store.basemap.peek()) ?? false;
  const plain = store.indicator.peek() === NO_INDICATOR || !indicator.peek() || !found;
  const alpha = overBasemap ? (plain ? 0 : 0.65) : 1;
  const look = (fill: ShapeLook['fill']): ShapeLook => ({ fill, stroke: LINE_COLOUR, widthPx: WIDTH_PX[level], alpha });
  ctx.save();
  drawShapes(ctx, decoded, scale, (id) => {
    if (plain) return look(LAND_COLOUR);
    const code = found!.codeOf.get(id) ?? 'none';
    if (unticked.has(code)) return look(MUTED_COLOUR);
    return look(code === 'none' ? hatch : colours.get(code) ?? LAND_COLOUR);
  });
  ctx.restore();
  const selection = store.selection.peek();
  if (selection?.kind !== 'area') return;
  const chosen = { kind: 'shapes' as const, features: decoded.features.filter((feature) => feature.id === selection.adcode) };
  for (const [stroke, widthPx] of [['#ffffff', 5], [SELECTED_COLOUR, 2.5]] as const) {
    ctx.save();
    drawShapes(ctx, chosen, scale, () => ({ fill: null, stroke, widthPx }));
    ctx.restore();
  }
}

let hatchPattern: CanvasPattern | null = null;

function hatchOf(ctx: CanvasRenderingContext2D): CanvasPattern | string {
  if (!hatchPattern) {
    const cell = document.createElement('canvas');
    cell.width = cell.height = HATCH_PX;
    const pen = cell.getContext('2d')!;
    pen.fillStyle = HATCH.ground;
    pen.fillRect(0, 0, HATCH_PX, HATCH_PX);
    pen.strokeStyle = HATCH.line;
    pen.lineWidth = 1.2;
    // Three strokes, so that the corners of neighbouring cells meet.
    for (const shift of [-HATCH_PX, 0, HATCH_PX]) {
      pen.moveTo(shift, HATCH_PX);
      pen.lineTo(shift + HATCH_PX, 0);
    }
    pen.stroke();
    hatchPattern = ctx.createPattern(cell, 'repeat');
  }
  return hatchPattern ?? HATCH.ground;
}
