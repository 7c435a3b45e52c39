/** What the values in an address are made of. A reader answers false, or null, when it cannot make sense of one. */

export type Position = readonly [lng: number, lat: number];

export const CODE = /^[\w.-]+$/;

export function code(raw: string, take: (value: string) => void): boolean {
  const value = decode(raw);
  if (!CODE.test(value)) return false;
  take(value);
  return true;
}

export function whole(raw: string, take: (value: number) => void): boolean {
  if (!/^[1-9]\d{0,14}$/.test(raw)) return false;
  take(+raw);
  return true;
}

export function oneOf<T extends string>(allowed: readonly T[], raw: string, take: (value: T) => void): boolean {
  const found = allowed.find((value) => value === raw);
  if (found !== undefined) take(found);
  return found !== undefined;
}

export function isPercent(text: string): boolean {
  return /^\d{1,3}$/.test(text) && +text <= 100;
}

export function position(raw: string): Position | null {
  const match = /^(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)$/.exec(raw);
  return match && Math.abs(+match[1]!) <= 180 && Math.abs(+match[2]!) <= 85 ? [+match[1]!, +match[2]!] : null;
}

/** Five decimals are a metre. */
export function formatPosition([lng, lat]: Position): string {
  return `${+lng.toFixed(5)},${+lat.toFixed(5)}`;
}

/** An atom's own separators are escaped twice, so that `readable` does not take them for ours. */
export function encode(atom: string): string {
  return encodeURIComponent(atom).replace(/%(2F|3A|2C|3B)/g, '%25$1');
}

export function decode(text: string): string {
  try {
    return readable(decodeURIComponent(text));
  } catch {
    return text;
  }
}

/** Mail programs and chat tools escape our separators; only those are put back here, atoms stay escaped. */
export function readable(raw: string): string {
  return raw.replace(/%(2F|3A|2C|3B)/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
