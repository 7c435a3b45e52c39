import { effect } from '@preact/signals';
import { Control, LatLngBounds, Map } from 'leaflet';
import type { Box, Collection } from '../api/types';
import { areaCollection } from '../state/catalogue';
import { LAND_COLOUR } from '../style/palettes';
import { showBasemap } from './basemaps';
import type { Decoded } from './decode';
import { drawShapes } from './draw';
import { listenToKeys } from './keyboard';
import { Labels } from './labels';
import { MvtLayer } from './mvt-layer';
import { makePanes } from './panes';
import { SketchLayer, type SketchItem } from './sketch-layer';

const COUNTY_LINE = 'rgba(68,80,92,0.45)';
const CITY_LINE = 'rgba(45,55,66,0.85)';
const OWN_LINE = '#0f5e8c';
const CLOSEST_FIT_ZOOM = 14;

export interface SketchMap {
  show(items: readonly SketchItem[], selected: string | null): void;
  fit(box: Box): void;
  /** Brings a place into sight, no further. */
  reveal(place: [number, number]): void;
  zoomBy(step: number): void;
  remove(): void;
}

/** A map of what is not published yet, over the boundaries; the area that it is for has a line of its own. */
export function showSketch(container: HTMLElement, box: Box, ownAdcode: string, onPick: (id: string | null) => void): SketchMap {
  const map = new Map(container, {
    minZoom: 4, maxZoom: 18, zoomControl: false, keyboard: false, fadeAnimation: false, zoomAnimation: false, attributionControl: false,
  });
  new Control.Attribution({ prefix: 'Leaflet', position: 'bottomright' }).addTo(map);
  makePanes(map);
  const fit = (to: Box) => map.fitBounds(boundsOf(to), { animate: false, padding: [24, 24], maxZoom: CLOSEST_FIT_ZOOM });
  fit(box);
  let untouched = true;
  map.on('dragstart zoomstart', () => (untouched = false));

  const grounds: MvtLayer[] = [];
  const stopGround = effect(() => {
    grounds.splice(0).forEach((layer) => layer.remove());
    const [counties, cities] = [areaCollection('county'), areaCollection('city')];
    if (counties) grounds.push(ground(counties, 'areas', ownAdcode, { fill: LAND_COLOUR, stroke: COUNTY_LINE, widthPx: 0.6 }).addTo(map) as MvtLayer);
    if (cities) grounds.push(ground(cities, 'outlines', ownAdcode, { fill: null, stroke: CITY_LINE, widthPx: 1 }).addTo(map) as MvtLayer);
  });
  const labels = new Labels(map);
  const stopBasemap = showBasemap(map);
  const sketch = new SketchLayer('sites').addTo(map);
  const stopKeys = listenToKeys(map, (place) => onPick(sketch.pick(place)), () => false);
  map.on('click', (event) => onPick(sketch.pick((event as unknown as { latlng: ReturnType<Map['getCenter']> }).latlng)));
  const size = new ResizeObserver(() => {
    map.invalidateSize({ animate: false });
    if (untouched) {
      fit(box);
      untouched = true;
    }
  });
  size.observe(container);

  return {
    show: (items, selected) => sketch.show(items, selected),
    fit: (to) => {
      box = to;
      fit(to);
      untouched = true;
    },
    reveal: ([lng, lat]) => {
      if (!map.getBounds().contains([lat, lng])) map.panTo([lat, lng], { animate: false });
    },
    zoomBy: (step) => map.setZoom(map.getZoom() + step, { animate: false }),
    remove: () => {
      size.disconnect();
      stopKeys();
      stopGround();
      stopBasemap();
      labels.remove();
      map.remove();
    },
  };
}

function ground(collection: Collection, pane: string, ownAdcode: string, look: { fill: string | null; stroke: string; widthPx: number }): MvtLayer {
  return new MvtLayer(collection, { pane, paint: (ctx, decoded, scale) => paint(ctx, decoded, scale, ownAdcode, look) });
}

function paint(ctx: CanvasRenderingContext2D, decoded: Decoded, scale: number, ownAdcode: string, look: { fill: string | null; stroke: string; widthPx: number }): void {
  if (decoded.kind !== 'shapes') return;
  ctx.save();
  drawShapes(ctx, decoded, scale, () => look);
  ctx.restore();
  const own = { kind: 'shapes' as const, features: decoded.features.filter((feature) => feature.id === ownAdcode) };
  ctx.save();
  drawShapes(ctx, own, scale, () => ({ fill: null, stroke: OWN_LINE, widthPx: 2.5 }));
  ctx.restore();
}

function boundsOf([west, south, east, north]: Box): LatLngBounds {
  return new LatLngBounds([south, west], [north, east]);
}
