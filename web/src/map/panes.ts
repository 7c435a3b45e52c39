import type { Map } from 'leaflet';

/** Panes from the ground up. Leaflet's own tile pane (200) holds the basemap. */
export const PANES = { areas: 250, coverage: 254, 'coverage-right': 255, outside: 257, outlines: 260, zones: 300, lines: 320, sites: 350, labels: 400, marks: 410 } as const;

export function makePanes(map: Map): void {
  for (const [name, level] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(level);
    pane.style.pointerEvents = 'none';
  }
}
