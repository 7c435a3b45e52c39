/** Stars in one hue, light to dark, always with the number beside them; nothing reached is the palest. */
export const STAR_COLOURS: readonly string[] = ['#f2ece2', '#f3dcae', '#ecc274', '#dfa03f', '#b9711c', '#7f430c'];

export function starColour(stars: number | undefined): string | null {
  return stars === undefined ? null : STAR_COLOURS[stars]!;
}

/** Clusters and outliers; no red against green. */
export const CLUSTER_COLOURS = { 'high-high': '#b35806', 'high-low': '#f1a340', 'low-high': '#998ec3', 'low-low': '#542788', none: '#f4f4f2' } as const;
