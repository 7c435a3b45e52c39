import type { LatLng, Map } from 'leaflet';

const STEP_PX = 80;
const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Arrows and +/- move the map, Enter picks what lies at the crosshair. Keys work when the map has the
 * focus, and also when nothing has: a reader who just opened the page need not find it first.
 */
export function listenToKeys(map: Map, pickAt: (place: LatLng) => void, animate: () => boolean): () => void {
  const container = map.getContainer();
  const onKey = (event: KeyboardEvent) => {
    const focus = document.activeElement;
    if (event.altKey || event.ctrlKey || event.metaKey || (focus !== container && focus !== document.body)) return;
    const arrow = ARROWS[event.key];
    if (arrow) map.panBy([arrow[0] * STEP_PX, arrow[1] * STEP_PX], { animate: animate() });
    else if (event.key === '+' || event.key === '=') map.zoomIn(1, { animate: animate() });
    else if (event.key === '-') map.zoomOut(1, { animate: animate() });
    else if (event.key === 'Enter' && focus === container) pickAt(map.getCenter());
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
