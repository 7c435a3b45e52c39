import type { Box, Geometry } from '../api/types';

type Position = [number, number];

/** Every ring or line of a GeoJSON geometry, whatever its nesting. */
function* lines(coordinates: unknown): Generator<Position[]> {
  if (!Array.isArray(coordinates) || coordinates.length === 0) return;
  if (typeof coordinates[0] === 'number') yield [coordinates as Position];
  else if (typeof (coordinates[0] as unknown[])[0] === 'number') yield coordinates as Position[];
  else for (const part of coordinates) yield* lines(part);
}

export function boxOf(geometry: Geometry): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines(geometry.coordinates)) {
    for (const [lng, lat] of line) {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box;
}

/** Where a name sits well: the middle of the widest of a few horizontal cuts through the largest part. */
export function labelPoint(geometry: Geometry): Position {
  let largest: Position[] = [];
  for (const line of lines(geometry.coordinates)) {
    if (extentOf(line) > extentOf(largest)) largest = line;
  }
  if (largest.length < 4) return largest[Math.floor(largest.length / 2)] ?? [0, 0];
  const lats = largest.map((position) => position[1]);
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  let best: Position = largest[0]!;
  let bestWidth = -1;
  // Cuts near the middle are preferred: a name at the very edge of a county reads as its neighbour's.
  for (const share of [0.5, 0.44, 0.56, 0.37, 0.63, 0.3, 0.7]) {
    const lat = south + (north - south) * share;
    const [west, east] = widestSpan(largest, lat);
    const width = (east - west) * (1 - Math.abs(share - 0.5));
    if (width > bestWidth) [best, bestWidth] = [[(west + east) / 2, lat], width];
  }
  return best;
}

function extentOf(line: readonly Position[]): number {
  if (line.length === 0) return -1;
  const [west, south, east, north] = boxOf({ type: 'LineString', coordinates: line });
  return (east - west) * (north - south);
}

function widestSpan(ring: readonly Position[], lat: number): [number, number] {
  const crossings: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1]!;
    const [x2, y2] = ring[i]!;
    if (y1 > lat !== y2 > lat) crossings.push(x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1));
  }
  crossings.sort((a, b) => a - b);
  let widest: [number, number] = [crossings[0] ?? 0, crossings[0] ?? 0];
  for (let i = 1; i < crossings.length; i += 2) {
    if (crossings[i]! - crossings[i - 1]! > widest[1] - widest[0]) widest = [crossings[i - 1]!, crossings[i]!];
  }
  return widest;
}

export type Parts = { kind: 'points'; positions: Position[] } | { kind: 'lines' | 'areas'; lines: Position[][] };

/** The positions of a geometry, by how they are drawn. */
export function partsOf(geometry: Geometry): Parts {
  const found = [...lines(geometry.coordinates)];
  if (geometry.type.endsWith('Point')) return { kind: 'points', positions: found.flat() };
  return { kind: geometry.type.endsWith('Polygon') ? 'areas' : 'lines', lines: found };
}

/** The box of several geometries, or null where there is nothing. */
export function boxOfAll(geometries: readonly Geometry[]): Box | null {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    const [west, south, east, north] = boxOf(geometry);
    box[0] = Math.min(box[0], west);
    box[1] = Math.min(box[1], south);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], north);
  }
  return box.every(Number.isFinite) ? box : null;
}
