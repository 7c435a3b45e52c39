import type { Position } from './url-atoms';
import { MOST_VERTICES } from './url-codes';

export type RingFault = 'few' | 'many' | 'crossing';

export function faultOf(ring: readonly Position[]): RingFault | null {
  if (ring.length < 3) return 'few';
  if (ring.length > MOST_VERTICES) return 'many';
  return crossesItself(ring) ? 'crossing' : null;
}

/** Whether any two edges that are not neighbours meet. */
export function crossesItself(ring: readonly Position[]): boolean {
  const n = ring.length;
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      if (edgesCross(ring[i]!, ring[(i + 1) % n]!, ring[j]!, ring[(j + 1) % n]!)) return true;
    }
  }
  return false;
}

function edgesCross(a: Position, b: Position, c: Position, d: Position): boolean {
  return sideOf(a, b, c) !== sideOf(a, b, d) && sideOf(c, d, a) !== sideOf(c, d, b);
}

function sideOf([ax, ay]: Position, [bx, by]: Position, [px, py]: Position): boolean {
  return (bx - ax) * (py - ay) > (by - ay) * (px - ax);
}

export function samePlace(a: Position, b: Position): boolean {
  return Math.abs(a[0] - b[0]) < 1e-9 && Math.abs(a[1] - b[1]) < 1e-9;
}

export type Typed = { ring: Position[] } | { line: number; fault: 'unread' | 'swapped' };

const LARGEST_LATITUDE = 60;

/** One vertex a line, longitude first, as "117.02 36.66" or "117.02, 36.66"; a closing repetition is left out. */
export function readTyped(text: string): Typed {
  const ring: Position[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (!line) continue;
    const match = /^(-?\d+(?:\.\d+)?)[\s,，、;；]+(-?\d+(?:\.\d+)?)[,，;；]?$/.exec(line);
    if (!match) return { line: i + 1, fault: 'unread' };
    const [lng, lat] = [+match[1]!, +match[2]!];
    // In this country a longitude is above 70 and a latitude below 60: the other way round is a slip, not a place.
    if (lng < LARGEST_LATITUDE && lat > LARGEST_LATITUDE) return { line: i + 1, fault: 'swapped' };
    if (Math.abs(lng) > 180 || Math.abs(lat) > 85) return { line: i + 1, fault: 'unread' };
    ring.push([lng, lat]);
  }
  if (ring.length > 3 && samePlace(ring[0]!, ring[ring.length - 1]!)) ring.pop();
  return { ring };
}
