import { batch, signal } from '@preact/signals';
import type { Classes } from '../api/classes';
import type { RequestFailure } from '../api/client';
import type { Box } from '../api/types';
import { store } from './store';
import type { Position } from './url-atoms';
import type { Selection } from './url-state';

/** What the map tells the panels; none of it belongs in the address. */

export const viewBox = signal<Box | null>(null);
export const zoomNow = signal<number | null>(null);

/** Box that the map is asked to show; taken and cleared by it. */
export const flight = signal<Box | null>(null);

export interface LayerFailure {
  /** null where the browser loads the tiles itself and does not tell why it could not. */
  failure: RequestFailure | null;
  retry: () => void;
}

export const layerFailures = signal<Readonly<Record<string, LayerFailure>>>({});

export function noteFailure(id: string, failure: LayerFailure | null): void {
  const { [id]: _, ...others } = layerFailures.peek();
  layerFailures.value = failure ? { ...others, [id]: failure } : others;
}

/** Sites in the largest cell seen at this zoom, per layer: what the largest circle stands for. */
export const cellScales = signal<Readonly<Record<string, number>>>({});

/** Layers whose tiles are all on screen. */
export const drawnLayers = signal<ReadonlySet<string>>(new Set());

export interface PickedCell {
  layer: string;
  classes: Classes;
  lat: number;
  lng: number;
}

export const pickedCell = signal<PickedCell | null>(null);

/** Sites that lie on one and the same spot; a click cannot tell which was meant. */
export interface PickedStack {
  layer: string;
  sites: { id: string; name: string }[];
}

export const pickedStack = signal<PickedStack | null>(null);

/** Where the selected site lies, for the ring around it. */
export const selectedPoint = signal<{ lat: number; lng: number } | null>(null);

/** Vertices of the area that is being drawn; null while none is. */
export const sketch = signal<readonly Position[] | null>(null);

export interface Hint {
  x: number;
  y: number;
  adcode?: string;
  title: string;
}

export const hint = signal<Hint | null>(null);

/** One thing is chosen at a time. */
function choose(thing: () => void): void {
  batch(() => {
    pickedCell.value = null;
    pickedStack.value = null;
    selectedPoint.value = null;
    store.selection.value = null;
    store.point.value = null;
    store.polygon.value = null;
    thing();
  });
}

export function select(selection: Selection | null): void {
  choose(() => (store.selection.value = selection));
}

export function selectCell(cell: PickedCell): void {
  choose(() => (pickedCell.value = cell));
}

export function selectStack(stack: PickedStack, place: { lat: number; lng: number }): void {
  choose(() => {
    selectedPoint.value = place;
    pickedStack.value = stack;
  });
}

/** A place on the raster; the area it lies in, where one is known, stays told beside it. */
export function selectPoint(point: Position, selection: Selection | null): void {
  choose(() => {
    store.selection.value = selection;
    store.point.value = point;
  });
}

export function selectPolygon(ring: readonly Position[]): void {
  choose(() => (store.polygon.value = ring));
}
