import { effect } from '@preact/signals';
import type { LatLng, Map } from 'leaflet';
import { goToGap, listedGaps } from '../state/coverage-view';
import { sketch } from '../state/map-state';
import { store } from '../state/store';
import { addVertex, cancelSketch, finishSketch, undoVertex } from '../state/sketch';
import { drawGaps, drawPoint, drawRing, gapRadius } from './draw-marks';
import { clickTakers } from './extensions';
import { WindowCanvas } from './window-canvas';

const TOLERANCE_PX = 4;

/** What is marked on the map by lists and hands: gaps, the asked point, the drawn area. */
export function showMarks(map: Map): () => void {
  const canvas = new WindowCanvas(map, 'marks', (ctx, at) => {
    drawGaps(ctx, at, listedGaps.peek());
    if (sketch.peek()) drawRing(ctx, at, sketch.peek()!, false);
    else if (store.polygon.peek()) drawRing(ctx, at, store.polygon.peek()!, true);
    if (store.point.peek()) drawPoint(ctx, at, store.point.peek()!);
  });
  const stop = effect(() => {
    void [listedGaps.value, sketch.value, store.polygon.value, store.point.value];
    canvas.draw();
  });
  clickTakers.add(takeGap);
  return () => {
    stop();
    clickTakers.delete(takeGap);
    canvas.remove();
  };
}

/** A click on the ring of a gap is a click on its row. */
function takeGap(place: LatLng, map: Map): boolean {
  const gaps = listedGaps.peek();
  if (gaps.length === 0 || sketch.peek()) return false;
  const at = map.latLngToContainerPoint(place);
  const most = Math.max(...gaps.map((gap) => gap.people));
  const hit = gaps.find((gap) => map.latLngToContainerPoint([gap.lat, gap.lon]).distanceTo(at) <= gapRadius(gap.people, most) + TOLERANCE_PX);
  if (hit) goToGap(hit);
  return hit !== undefined;
}

/** While an area is drawn, clicks and keys are vertices: a click or the space bar adds one, a double click or Enter ends. */
export function drawByHand(map: Map): () => void {
  const take = (place: LatLng) => {
    if (!sketch.peek()) return false;
    addVertex([place.lng, place.lat]);
    return true;
  };
  const finish = () => sketch.peek() && finishSketch();
  const onKey = (event: KeyboardEvent) => {
    const focus = document.activeElement;
    if (!sketch.peek() || (focus !== document.body && focus !== map.getContainer()) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ') addVertex([map.getCenter().lng, map.getCenter().lat]);
    else if (event.key === 'Enter') finishSketch();
    else if (event.key === 'Backspace') undoVertex();
    else if (event.key === 'Escape') cancelSketch();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const stop = effect(() => {
    const drawing = sketch.value !== null;
    map.getContainer().classList.toggle('drawing', drawing);
    if (drawing) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
  });
  clickTakers.add(take);
  map.on('dblclick', finish);
  // Before the map's own keys: Enter at the crosshair would pick.
  document.addEventListener('keydown', onKey, true);
  return () => {
    stop();
    clickTakers.delete(take);
    map.off('dblclick', finish);
    document.removeEventListener('keydown', onKey, true);
  };
}
