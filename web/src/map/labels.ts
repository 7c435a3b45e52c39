import { effect } from '@preact/signals';
import { DomUtil, Point, type Map } from 'leaflet';
import type { Level } from '../api/types';
import { nameOf } from '../i18n/t';
import { areaTable, type Area } from '../state/areas';
import { selectedPoint } from '../state/map-state';
import { store } from '../state/store';
import { WASH_FROM_ZOOM } from '../style/palettes';

/** Px beyond the window that are drawn as well, so that a drag does not uncover nameless land at once. */
const MARGIN_PX = 160;
/** Up to this zoom county names only crowd each other; the cities are named instead. */
const CITY_NAMES_UNTIL_ZOOM = 7;
const FONT_PX = 12;
const INK = '#1b242c';
const HALO = 'rgba(255,255,255,0.92)';
/** Sites known only by their county stand on its label point: the name steps aside for them. */
const LIFT_PX = 18;
const RING = '#111820';

/** Names of areas and the ring around a selected site, on one canvas above all else. */
export class Labels {
  private readonly canvas: HTMLCanvasElement;
  private readonly stop: () => void;

  constructor(private readonly map: Map) {
    this.canvas = DomUtil.create('canvas', 'map-labels', map.getPane('labels'));
    map.on('moveend zoomend resize', this.draw, this);
    map.on('zoomstart', () => (this.canvas.style.visibility = 'hidden'));
    this.stop = effect(() => {
      void [store.level.value, store.language.value, store.large.value, selectedPoint.value];
      void [areaTable(store.level.value).value, areaTable('city').value];
      this.draw();
    });
  }

  remove(): void {
    this.stop();
    this.map.off('moveend zoomend resize', this.draw, this);
    this.canvas.remove();
  }

  private draw(): void {
    const { map, canvas } = this;
    const size = map.getSize();
    const density = devicePixelRatio || 1;
    const width = size.x + 2 * MARGIN_PX;
    const height = size.y + 2 * MARGIN_PX;
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    canvas.style.visibility = '';
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint(new Point(-MARGIN_PX, -MARGIN_PX)));
    const ctx = canvas.getContext('2d')!;
    ctx.setTransform(density, 0, 0, density, 0, 0);
    this.drawNames(ctx);
    this.drawRing(ctx);
  }

  private at(lat: number, lng: number): Point {
    return this.map.latLngToContainerPoint([lat, lng]).add([MARGIN_PX, MARGIN_PX]);
  }

  private drawNames(ctx: CanvasRenderingContext2D): void {
    const level = levelNamed(store.level.peek(), this.map.getZoom());
    const areas = [...(areaTable(level).value?.list ?? [])].sort(byImportance);
    const fontPx = FONT_PX * (store.large.peek() ? 1.25 : 1) * (level === 'county' ? 1 : 1.08);
    ctx.font = `${level === 'county' ? 400 : 600} ${fontPx}px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    const lift = this.map.getZoom() >= WASH_FROM_ZOOM ? LIFT_PX : 0;
    const taken: [number, number, number, number][] = [];
    for (const area of areas) {
      if (!area.label) continue;
      const at = this.at(area.label[1], area.label[0]);
      const x = at.x;
      const y = at.y - lift;
      if (x < 0 || y < 0 || x > ctx.canvas.width || y > ctx.canvas.height) continue;
      const text = nameOf(area);
      const half = ctx.measureText(text).width / 2 + 3;
      const tall = fontPx / 2 + 3;
      if (taken.some(([left, top, right, bottom]) => x - half < right && x + half > left && y - tall < bottom && y + tall > top)) continue;
      taken.push([x - half, y - tall, x + half, y + tall]);
      ctx.strokeStyle = HALO;
      ctx.lineWidth = 3;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = INK;
      ctx.fillText(text, x, y);
    }
  }

  private drawRing(ctx: CanvasRenderingContext2D): void {
    const point = selectedPoint.peek();
    if (!point) return;
    const { x, y } = this.at(point.lat, point.lng);
    for (const [colour, width] of [['#ffffff', 5], [RING, 2.5]] as const) {
      ctx.beginPath();
      ctx.arc(x, y, 11, 0, Math.PI * 2);
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }
}

function levelNamed(level: Level, zoom: number): Level {
  return level === 'county' && zoom <= CITY_NAMES_UNTIL_ZOOM ? 'city' : level;
}

function byImportance(a: Area, b: Area): number {
  return (b.population ?? 0) - (a.population ?? 0);
}
