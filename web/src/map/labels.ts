import { effect } from '@preact/signals';
import type { Map } from 'leaflet';
import type { Level } from '../api/types';
import { nameOf } from '../i18n/t';
import { areaTable, type Area } from '../state/areas';
import { selectedPoint } from '../state/map-state';
import { store } from '../state/store';
import { WASH_FROM_ZOOM } from '../style/palettes';
import { WindowCanvas, type At } from './window-canvas';

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
  private readonly canvas: WindowCanvas;
  private readonly stop: () => void;

  constructor(private readonly map: Map) {
    this.canvas = new WindowCanvas(map, 'labels', (ctx, at) => {
      this.drawNames(ctx, at);
      drawRing(ctx, at);
    });
    this.stop = effect(() => {
      void [store.level.value, store.language.value, store.large.value, selectedPoint.value];
      void [areaTable(store.level.value).value, areaTable('city').value];
      this.canvas.draw();
    });
  }

  remove(): void {
    this.stop();
    this.canvas.remove();
  }

  private drawNames(ctx: CanvasRenderingContext2D, at: At): void {
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
      const place = at(area.label[1], area.label[0]);
      const x = place.x;
      const y = place.y - lift;
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
}

function drawRing(ctx: CanvasRenderingContext2D, at: At): void {
  const point = selectedPoint.peek();
  if (!point) return;
  const { x, y } = at(point.lat, point.lng);
  for (const [colour, width] of [['#ffffff', 5], [RING, 2.5]] as const) {
    ctx.beginPath();
    ctx.arc(x, y, 11, 0, Math.PI * 2);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}

function levelNamed(level: Level, zoom: number): Level {
  return level === 'county' && zoom <= CITY_NAMES_UNTIL_ZOOM ? 'city' : level;
}

function byImportance(a: Area, b: Area): number {
  return (b.population ?? 0) - (a.population ?? 0);
}
