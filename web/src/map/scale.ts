const EQUATOR_M = 40_075_016.686;
const TILE_PX = 256;
const WIDEST_PX = 110;

/** The longest bar of a round length (1, 2 or 5 times a power of ten) that fits, true at this latitude. */
export function scaleBar(lat: number, zoom: number): { metres: number; px: number } {
  const metresPerPx = (EQUATOR_M * Math.cos((lat * Math.PI) / 180)) / (TILE_PX * 2 ** zoom);
  const most = metresPerPx * WIDEST_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = power * (most >= 5 * power ? 5 : most >= 2 * power ? 2 : 1);
  return { metres, px: Math.round(metres / metresPerPx) };
}
