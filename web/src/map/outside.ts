import { effect } from '@preact/signals';
import type { Map } from 'leaflet';
import { areaCollection } from '../state/catalogue';
import { shownCoverage } from '../state/coverage';
import { store } from '../state/store';
import { TILE_PX, type Decoded } from './decode';
import { MvtLayer } from './mvt-layer';

/** Past the tile, so that no soft edge shows where tiles meet. */
const OVER_PX = 16;

/**
 * Beyond the border nothing is counted and the neighbours' sites are not known: the raster ends there. Over a basemap
 * it does not, for the cover would hide the map as well.
 */
export function endAtTheBorder(map: Map): () => void {
  let cover: MvtLayer | null = null;
  const stops = [
    effect(() => {
      const province = areaCollection('province');
      cover?.remove();
      cover = province && shownCoverage.value && !store.basemap.value
        ? new MvtLayer(province, { pane: 'outside', paint: fillOutside, paintEmpty: (ctx, scale) => fillOutside(ctx, null, scale) })
        : null;
      cover?.addTo(map);
    }),
    effect(() => {
      void store.dark.value;
      cover?.restyle();
    }),
  ];
  return () => {
    stops.forEach((stop) => stop());
    cover?.remove();
  };
}

function fillOutside(ctx: CanvasRenderingContext2D, decoded: Decoded | null, scale: number): void {
  const path = new Path2D();
  path.rect(-OVER_PX, -OVER_PX, TILE_PX + 2 * OVER_PX, TILE_PX + 2 * OVER_PX);
  if (decoded?.kind === 'shapes') decoded.features.forEach((feature) => path.addPath(feature.path));
  ctx.scale(scale, scale);
  ctx.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--water');
  ctx.fill(path, 'evenodd');
}
