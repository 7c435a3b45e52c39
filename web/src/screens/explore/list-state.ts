import { signal } from '@preact/signals';

/** Which table the list shows. Not in the address: the list opens on the areas. */
export interface ListTarget {
  table: 'areas' | 'sites';
  layer: string | null;
  /** Adcode of the city or county whose sites are listed; null lists those in the window of the map. */
  within: string | null;
}

export const listTarget = signal<ListTarget>({ table: 'areas', layer: null, within: null });
