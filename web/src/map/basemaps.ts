import { effect } from '@preact/signals';
import { TileLayer, type Map } from 'leaflet';
import { config } from '../state/catalogue';
import { store } from '../state/store';

/** Tiles of another service, only where the configuration names one; without it the boundaries are the map. */
export function showBasemap(map: Map): () => void {
  let shown: TileLayer | null = null;
  const stop = effect(() => {
    shown?.remove();
    const basemap = config.value?.basemaps.find((each) => each.id === store.basemap.value);
    shown = basemap ? new TileLayer(basemap.template, { attribution: basemap.attribution, maxNativeZoom: basemap.maxZoom }).addTo(map) : null;
  });
  return () => {
    stop();
    shown?.remove();
  };
}
