import { drawnLayers } from '../state/map-state';

/** Says that all tiles of a layer are on screen: for the panels, and for whoever measures the page. */
export function markDrawn(id: string): void {
  performance.mark(`layer-drawn:${id}`);
  if (!drawnLayers.peek().has(id)) drawnLayers.value = new Set([...drawnLayers.peek(), id]);
}

export function markRemoved(id: string): void {
  drawnLayers.value = new Set([...drawnLayers.peek()].filter((other) => other !== id));
}
