import { signal } from '@preact/signals';
import { selectPolygon, sketch } from './map-state';
import { faultOf, samePlace, type RingFault } from './ring';
import type { Position } from './url-atoms';

/** Drawing an area: vertices by clicks, by the crosshair, or typed; all end in the same ring. */

export const sketchFault = signal<RingFault | null>(null);

export function beginSketch(): void {
  sketchFault.value = null;
  sketch.value = [];
}

export function addVertex(vertex: Position): void {
  sketchFault.value = null;
  const ring = sketch.peek() ?? [];
  // A double click sends its place twice.
  if (ring.length > 0 && samePlace(ring[ring.length - 1]!, vertex)) return;
  sketch.value = [...ring, vertex];
}

export function undoVertex(): void {
  sketchFault.value = null;
  sketch.value = sketch.peek()?.slice(0, -1) ?? null;
}

export function cancelSketch(): void {
  sketchFault.value = null;
  sketch.value = null;
}

export function finishSketch(ring: readonly Position[] = sketch.peek() ?? []): void {
  const fault = faultOf(ring);
  sketchFault.value = fault;
  if (fault) return;
  sketch.value = null;
  selectPolygon(ring.map(([lng, lat]) => [+lng.toFixed(5), +lat.toFixed(5)] as const));
}
