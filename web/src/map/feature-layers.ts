import { effect } from '@preact/signals';
import type { Coords, Map } from 'leaflet';
import type { Collection } from '../api/types';
import { isCoarse, shownLayers, styleOf } from '../state/catalogue';
import { cellScales, noteFailure } from '../state/map-state';
import { store } from '../state/store';
import type { LayerStyle } from '../style/layer-style';
import { TILE_PX, type Decoded } from './decode';
import { drawCells, drawPoints, drawShapes } from './draw';
import { markDrawn, markRemoved } from './marks';
import { MvtLayer } from './mvt-layer';

/** Marks may reach this far past their tile: the largest cell and its edge. */
const OVERHANG_PX = 20;

/** The ticked layers of the catalogue, drawn in its order: zones, lines and sites each in their pane. */
export class FeatureLayers {
  private readonly shown = new globalThis.Map<string, ShownLayer>();
  private readonly stop: () => void;

  constructor(private readonly map: Map) {
    this.stop = effect(() => {
      const wanted = shownLayers.value;
      const keys = new Set(wanted.map(keyOf));
      this.shown.forEach((layer, key) => {
        if (keys.has(key)) return;
        layer.remove();
        this.shown.delete(key);
      });
      for (const collection of wanted) {
        const key = keyOf(collection);
        if (!this.shown.has(key)) this.shown.set(key, new ShownLayer(this.map, collection));
      }
    });
  }

  /** Topmost first, as a click meets them. */
  get layers(): ShownLayer[] {
    const order = { Point: 0, LineString: 1, Polygon: 2 };
    return [...this.shown.values()].reverse().sort((a, b) => order[a.collection.geo.geometryType] - order[b.collection.geo.geometryType]);
  }

  remove(): void {
    this.stop();
    this.shown.forEach((layer) => layer.remove());
  }
}

/** Another version, and the same one with other eyes, are other tiles. */
function keyOf(collection: Collection): string {
  return `${collection.id}@${collection.geo.dataVersion}${isCoarse(collection) ? '@coarse' : ''}`;
}

export class ShownLayer {
  readonly tiles: MvtLayer;
  style: LayerStyle;
  private largest = 1;
  private zoom = -1;
  private readonly stop: () => void;

  constructor(map: Map, readonly collection: Collection) {
    const { id, geo } = collection;
    this.style = styleOf(collection);
    this.tiles = new MvtLayer(collection, {
      pane: geo.geometryType === 'Point' ? 'sites' : geo.geometryType === 'LineString' ? 'lines' : 'zones',
      overhangPx: geo.geometryType === 'Point' ? OVERHANG_PX : 0,
      paint: (ctx, decoded, scale, zoom) => this.paint(ctx, decoded, scale, zoom),
      onFailure: (failure) => noteFailure(id, failure && { failure, retry: () => this.tiles.retry() }),
      onDecoded: (decoded, coords) => this.scaleTo(decoded, coords),
    });
    this.tiles.on('load', () => markDrawn(id));
    this.tiles.addTo(map);
    this.stop = effect(() => {
      this.style = styleOf(collection);
      void store.selection.value;
      this.tiles.restyle();
    });
  }

  get largestCell(): number {
    return this.largest;
  }

  remove(): void {
    this.stop();
    this.tiles.remove();
    noteFailure(this.collection.id, null);
    markRemoved(this.collection.id);
  }

  /** Circles of one zoom share one scale; a larger cell that comes into sight redraws the others. */
  private scaleTo(decoded: Decoded, coords: Coords): void {
    if (decoded.kind !== 'cells') return;
    const fresh = coords.z !== this.zoom;
    const seen = decoded.total.reduce((largest, count) => Math.max(largest, count), fresh ? 1 : this.largest);
    if (!fresh && seen === this.largest) return;
    this.zoom = coords.z;
    this.largest = seen;
    cellScales.value = { ...cellScales.peek(), [this.collection.id]: seen };
    if (!fresh) this.tiles.restyle();
  }

  private paint(ctx: CanvasRenderingContext2D, decoded: Decoded, scale: number, zoom: number): void {
    if (decoded.kind === 'points') drawPoints(ctx, decoded, this.style, zoom, scale, TILE_PX);
    else if (decoded.kind === 'cells') drawCells(ctx, decoded, this.style, this.largest, scale, TILE_PX);
    else this.paintShapes(ctx, decoded, scale);
  }

  private paintShapes(ctx: CanvasRenderingContext2D, decoded: Decoded & { kind: 'shapes' }, scale: number): void {
    const { style, collection } = this;
    const filled = collection.geo.geometryType === 'Polygon';
    const selection = store.selection.peek();
    drawShapes(ctx, decoded, scale, (id, i) => {
      const feature = decoded.features[i]!;
      if (!style.visible[feature.combination] || feature.period > style.untilPeriod) return null;
      const chosen = selection?.kind === 'feature' && selection.layer === collection.id && selection.id === id;
      const { colour } = style.marks[style.markOf[feature.combination]!]!;
      return { fill: filled ? colour : null, stroke: chosen ? '#111820' : colour, widthPx: (filled ? 1.2 : 2.5) + (chosen ? 1.5 : 0), alpha: 0.3 };
    });
  }
}
