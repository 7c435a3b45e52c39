import { signal } from '@preact/signals';
import type { LatLng, Map } from 'leaflet';

/** What parts of the page that are loaded later put on the map; each returns what takes it off again. */
export type MapPart = (map: Map) => () => void;

export const mapParts = signal<readonly MapPart[]>([]);

/** Asked before the map itself what a click or Enter at the crosshair means; the first that answers true has it. */
export type ClickTaker = (place: LatLng, map: Map) => boolean;

export const clickTakers = new Set<ClickTaker>();
