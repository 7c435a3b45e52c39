/** The line that parts two versions, as a share of the window's width. */

export function dividerX(widthPx: number, split: number): number {
  return Math.round((widthPx * split) / 100);
}

/** Where a pointer or a key leaves the divider, in whole percent of the window. */
export function splitAt(x: number, widthPx: number): number {
  return Math.min(100, Math.max(0, Math.round((x / widthPx) * 100)));
}

const STEPS: Record<string, number> = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };

/** The divider after a key, or null where the key is none of its. */
export function splitAfter(key: string, split: number): number | null {
  const step = STEPS[key];
  return step === undefined ? null : Math.min(100, Math.max(0, split + step));
}
