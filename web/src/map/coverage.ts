import { effect } from '@preact/signals';
import { LatLngBounds, TileLayer, type Map } from 'leaflet';
import type { Box } from '../api/types';
import { areaCollection, config } from '../state/catalogue';
import { shownCoverage } from '../state/coverage';
import { sides, type Side } from '../state/coverage-view';
import { noteFailure } from '../state/map-state';
import { store } from '../state/store';
import { HATCH } from '../style/palettes';
import { markDrawn } from './marks';

/** The service draws cells sharp at this zoom; nearer in, the browser only makes its pixels larger. */
const MAX_NATIVE_ZOOM = 15;

/** A picture that did not come is hatched: nothing drawn would read as "not covered". */
const NO_DATA = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256"><pattern id="h" width="8" height="8" patternUnits="userSpaceOnUse"><path fill="${HATCH.ground}" d="M0 0h8v8H0z"/>`
  + `<path stroke="${HATCH.line}" stroke-width="1.2" d="M-2 2l4-4M0 8l8-8M6 10l4-4"/></pattern><path fill="url(#h)" d="M0 0h256v256H0z"/></svg>`)}`;

/** The coverage raster: one version of it, or two in panes of their own that the swipe parts. */
export function showCoverage(map: Map): () => void {
  const shown = new globalThis.Map<Side['pane'], { url: string; layer: TileLayer }>();
  /** Former pictures of a pane: they stay until the new one is whole. */
  const former: Record<Side['pane'], TileLayer[]> = { coverage: [], 'coverage-right': [] };
  const clear = (pane: Side['pane']) => former[pane].splice(0).forEach((layer) => layer.remove());

  function put({ version, pane }: Side, layer: string, plane: string): void {
    const url = `/api/coverage/${encodeURIComponent(layer)}/tiles/{z}/{y}/{x}.png?plane=${encodeURIComponent(plane)}&version=${version}`;
    const old = shown.get(pane);
    if (old?.url === url) return;
    const [west, south, east, north] = (areaCollection('province')?.extent?.spatial?.bbox?.[0] ?? config.value!.view.bounds) as Box;
    const tiles = new TileLayer(url, {
      pane, className: 'coverage-tiles', maxNativeZoom: MAX_NATIVE_ZOOM, keepBuffer: 1, updateWhenIdle: false, errorTileUrl: NO_DATA,
      bounds: new LatLngBounds([south, west], [north, east]),
    });
    const id = `coverage:${layer}`;
    if (old) former[pane].push(old.layer);
    noteFailure(id, null);
    tiles.on('load', () => {
      if (shown.get(pane)?.layer === tiles) clear(pane);
      markDrawn(`${id}:${plane}@${version}`);
    });
    tiles.on('tileerror', () => noteFailure(id, { failure: null, retry: () => { noteFailure(id, null); tiles.redraw(); } }));
    tiles.addTo(map);
    shown.set(pane, { url, layer: tiles });
  }

  const stops = [
    effect(() => {
      const coverage = shownCoverage.value;
      const wanted = sides.value;
      const plane = store.coverage.value?.plane;
      shown.forEach(({ layer }, pane) => {
        if (coverage && wanted.some((side) => side.pane === pane)) return;
        layer.remove();
        clear(pane);
        shown.delete(pane);
      });
      if (coverage && plane) wanted.forEach((side) => put(side, coverage.layer, plane));
    }),
    effect(() => {
      const opacity = (store.coverage.value?.opacity ?? 0) / 100;
      for (const pane of ['coverage', 'coverage-right']) map.getPane(pane)!.style.opacity = String(opacity);
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    shown.forEach(({ layer }, pane) => {
      layer.remove();
      clear(pane);
    });
  };
}
