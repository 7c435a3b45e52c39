/** ColorBrewer YlGnBu, light to dark; legible to colour-blind readers and in grey print. */
const YL_GN_BU: Record<number, readonly string[]> = {
  1: ['#7fcdbb'],
  2: ['#c7e9b4', '#2c7fb8'],
  3: ['#edf8b1', '#7fcdbb', '#2c7fb8'],
  4: ['#ffffcc', '#a1dab4', '#41b6c4', '#225ea8'],
  5: ['#ffffcc', '#a1dab4', '#41b6c4', '#2c7fb8', '#253494'],
  6: ['#ffffcc', '#c7e9b4', '#7fcdbb', '#41b6c4', '#2c7fb8', '#253494'],
  7: ['#ffffcc', '#c7e9b4', '#7fcdbb', '#41b6c4', '#1d91c0', '#225ea8', '#0c2c84'],
};

export const MOST_CLASSES = 7;

export function sequential(classes: number): readonly string[] {
  return YL_GN_BU[Math.min(Math.max(classes, 1), MOST_CLASSES)]!;
}

/** Counted and found to be none: plain white, so that it never reads as "unknown". */
export const ZERO_COLOUR = '#ffffff';
/** Nobody lives there: neither reached nor missed. */
export const NOBODY_COLOUR = '#e9e2d0';
/** Areas whose class is unticked in the legend. */
export const MUTED_COLOUR = '#dfe3e6';
/** Land while no indicator is shown or its values are still coming. */
export const LAND_COLOUR = '#fbfaf5';
/** From here on sites stand one by one, and a full colour under them would drown their marks and names. */
export const WASH_FROM_ZOOM = 11;
const WASH_WHITE = 0.55;

/** The colour of a class at a zoom; map and legend use the same. */
export function shade(colour: string, zoom: number): string {
  if (zoom < WASH_FROM_ZOOM) return colour;
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
  return `#${channels.map((value) => Math.round(value + (255 - value) * WASH_WHITE).toString(16).padStart(2, '0')).join('')}`;
}

/** Strokes of the grey hatch that means "no data", on this ground. */
export const HATCH = { ground: '#f1f2f3', line: '#a3abb2' };
