import { DomUtil, GridLayer, LatLngBounds, Point, type Coords, type DoneCallback, type LatLng } from 'leaflet';
import { asFailure, getTile, isAbort, type RequestFailure } from '../api/client';
import type { Collection } from '../api/types';
import { decodeTile, TILE_PX, type Decoded } from './decode';

export interface TileAt {
  decoded: Decoded;
  /** Position of the asked point in the pixels of this 256-pixel tile; outside 0..256 for a neighbour. */
  x: number;
  y: number;
  /** Screen pixels per tile pixel. */
  scale: number;
  coords: Coords;
}

/** Degrees. */
const EXTENT_MARGIN = 0.01;

type Painter = (ctx: CanvasRenderingContext2D, decoded: Decoded, scale: number, zoom: number) => void;

interface LoadedTile {
  canvas: HTMLCanvasElement;
  coords: Coords;
  decoded: Decoded | null;
  /** The service has answered; without anything decoded, that there is nothing here. */
  answered: boolean;
  abort: AbortController;
}

export interface MvtOptions {
  pane: string;
  paint: Painter;
  /** Draws a tile in which the layer has nothing. */
  paintEmpty?: (ctx: CanvasRenderingContext2D, scale: number) => void;
  /** Screen px by which marks may reach past the edge of their tile. */
  overhangPx?: number;
  onFailure?: (failure: RequestFailure | null) => void;
  onDecoded?: (decoded: Decoded, coords: Coords) => void;
}

/**
 * Vector tiles on canvas: each is fetched and decoded once and kept, so that a new filter, period or
 * colour only draws again and a click is answered from memory.
 */
export class MvtLayer extends GridLayer {
  private readonly loaded = new Map<string, LoadedTile>();
  private readonly failed = new Map<string, () => void>();
  private frame = 0;

  constructor(readonly collection: Collection, private readonly how: MvtOptions) {
    super({
      pane: how.pane,
      minZoom: 0,
      minNativeZoom: collection.geo.tiles.minZoom,
      maxNativeZoom: collection.geo.tiles.maxZoom,
      updateWhenIdle: false,
      keepBuffer: 1,
      bounds: extentOf(collection),
    });
    this.on('tileunload', (event) => this.forget(event.coords));
  }

  override createTile(coords: Coords, done: DoneCallback): HTMLElement {
    // Leaflet gives the element the size of the tile; the canvas inside may be larger.
    const element = DomUtil.create('div', 'mvt-tile');
    const canvas = element.appendChild(document.createElement('canvas'));
    const key = keyOf(coords);
    const tile: LoadedTile = { canvas, coords, decoded: null, answered: false, abort: new AbortController() };
    this.loaded.set(key, tile);
    const load = () => {
      getTile(this.urlOf(coords), tile.abort.signal)
        .then((bytes) => {
          tile.answered = true;
          tile.decoded = bytes && decodeTile(bytes, this.collection.geo);
          if (tile.decoded) this.how.onDecoded?.(tile.decoded, coords);
          this.paint(tile);
          this.settle(key);
          done(undefined, element);
        })
        .catch((error) => {
          if (isAbort(error)) return;
          this.failed.set(key, load);
          this.how.onFailure?.(asFailure(error));
          // Told as drawn: a tile that failed must not keep the others of its zoom from showing.
          done(undefined, element);
        });
    };
    load();
    return element;
  }

  retry(): void {
    const again = [...this.failed.values()];
    this.failed.clear();
    this.how.onFailure?.(null);
    again.forEach((load) => load());
  }

  /** Draws every loaded tile again, once per frame however often it is asked. */
  restyle(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const began = performance.now();
      this.loaded.forEach((tile) => this.paint(tile));
      performance.measure(`restyle:${this.collection.id}`, { start: began, end: performance.now() });
    });
  }

  /** The tile under a place and, for marks that reach over edges, its eight neighbours. */
  tilesAt(place: LatLng, withNeighbours: boolean): TileAt[] {
    const zoom = this._tileZoom;
    if (zoom === undefined || !this._map) return [];
    const size = this.getTileSize().x;
    const scale = size / TILE_PX;
    const world = this._map.project(place, this._map.getZoom()).divideBy(size);
    const found: TileAt[] = [];
    const reach = withNeighbours ? 1 : 0;
    for (let dx = -reach; dx <= reach; dx++) {
      for (let dy = -reach; dy <= reach; dy++) {
        const at = new Point(Math.floor(world.x) + dx, Math.floor(world.y) + dy);
        const tile = this.loaded.get(`${at.x}/${at.y}/${this.nativeZoom()}`);
        if (tile?.decoded) found.push({ decoded: tile.decoded, x: (world.x - at.x) * TILE_PX, y: (world.y - at.y) * TILE_PX, scale, coords: tile.coords });
      }
    }
    return found;
  }

  eachDecoded(visit: (decoded: Decoded, coords: Coords) => void): void {
    this.loaded.forEach((tile) => tile.decoded && visit(tile.decoded, tile.coords));
  }

  /** Zoom whose tiles are shown; past the native range they are stretched or shrunk. */
  nativeZoom(): number {
    const { minZoom, maxZoom } = this.collection.geo.tiles;
    return Math.min(Math.max(this._map.getZoom(), minZoom), maxZoom);
  }

  private urlOf(coords: Coords): string {
    const { tiles, dataVersion } = this.collection.geo;
    const path = tiles.template.replace('{z}', String(coords.z)).replace('{y}', String(coords.y)).replace('{x}', String(coords.x));
    return `${path}${path.includes('?') ? '&' : '?'}version=${dataVersion}`;
  }

  private paint(tile: LoadedTile): void {
    const { canvas, decoded, coords } = tile;
    if (!(decoded || (tile.answered && this.how.paintEmpty)) || !this._map) return;
    const size = this.getTileSize().x;
    const over = this.how.overhangPx ?? 0;
    const density = devicePixelRatio || 1;
    const pixels = Math.round((size + 2 * over) * density);
    if (canvas.width !== pixels) {
      canvas.width = canvas.height = pixels;
      canvas.style.cssText = `position:absolute;left:${-over}px;top:${-over}px;width:${size + 2 * over}px;height:${size + 2 * over}px`;
    }
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, pixels, pixels);
    ctx.setTransform(density, 0, 0, density, over * density, over * density);
    if (decoded) this.how.paint(ctx, decoded, size / TILE_PX, coords.z);
    else this.how.paintEmpty!(ctx, size / TILE_PX);
  }

  private settle(key: string): void {
    if (this.failed.delete(key) && this.failed.size === 0) this.how.onFailure?.(null);
  }

  private forget(coords: Coords): void {
    const key = keyOf(coords);
    this.loaded.get(key)?.abort.abort();
    this.loaded.delete(key);
    if (this.failed.delete(key) && this.failed.size === 0) this.how.onFailure?.(null);
  }
}

/** Tiles beyond the extent are not asked for; the margin takes in marks that lie on its edge. */
function extentOf(collection: Collection): LatLngBounds | undefined {
  const [west, south, east, north] = collection.extent?.spatial?.bbox?.[0] ?? [];
  if (west === undefined || south === undefined || east === undefined || north === undefined) return undefined;
  return new LatLngBounds([south - EXTENT_MARGIN, west - EXTENT_MARGIN], [north + EXTENT_MARGIN, east + EXTENT_MARGIN]);
}

function keyOf(coords: Coords): string {
  return `${coords.x}/${coords.y}/${coords.z}`;
}
