import type { Gap } from '../api/coverage';
import type { Position } from '../state/url-atoms';
import type { At } from './window-canvas';

const INK = '#111820';
const PAPER = '#ffffff';
const SKETCH = '#0f5e8c';
/** Gaps: a ring in the one colour that neither cividis nor YlGnBu has. */
const GAP = '#b3006b';
const SMALLEST_GAP_PX = 4;
const LARGEST_GAP_PX = 16;
/** So many of the first gaps carry their rank. */
const RANKED = 20;

/** Area is proportional to the people who go without. */
export function gapRadius(people: number, most: number): number {
  return Math.max(SMALLEST_GAP_PX, LARGEST_GAP_PX * Math.sqrt(people / Math.max(most, 1e-9)));
}

export function drawGaps(ctx: CanvasRenderingContext2D, at: At, gaps: readonly Gap[]): void {
  const most = Math.max(...gaps.map((gap) => gap.people));
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
  // The worst is drawn last, on top.
  for (const gap of [...gaps].reverse()) {
    const { x, y } = at(gap.lat, gap.lon);
    const radius = gapRadius(gap.people, most);
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, Math.PI * 2);
    ctx.fillStyle = 'rgba(179, 0, 107, 0.22)';
    ctx.fill();
    outline(ctx, GAP, 4, 2);
    if (gap.rank > RANKED) continue;
    ctx.lineWidth = 3;
    ctx.strokeStyle = PAPER;
    ctx.strokeText(String(gap.rank), x, y);
    ctx.fillStyle = GAP;
    ctx.fillText(String(gap.rank), x, y);
  }
}

/** The ring that is being drawn, or that has been: then it is closed. */
export function drawRing(ctx: CanvasRenderingContext2D, at: At, ring: readonly Position[], closed: boolean): void {
  if (ring.length === 0) return;
  ctx.beginPath();
  ring.forEach(([lng, lat], i) => {
    const { x, y } = at(lat, lng);
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  if (closed) ctx.closePath();
  ctx.fillStyle = 'rgba(15, 94, 140, 0.12)';
  ctx.fill();
  outline(ctx, SKETCH, 5, 2.5);
  if (closed) return;
  for (const [lng, lat] of ring) {
    const { x, y } = at(lat, lng);
    ctx.beginPath();
    ctx.rect(x - 4, y - 4, 8, 8);
    ctx.fillStyle = PAPER;
    ctx.fill();
    ctx.strokeStyle = SKETCH;
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

/** A cross with an open middle, so that the cell under it stays in sight. */
export function drawPoint(ctx: CanvasRenderingContext2D, at: At, [lng, lat]: Position): void {
  const { x, y } = at(lat, lng);
  ctx.beginPath();
  for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
    ctx.moveTo(x + dx * 5, y + dy * 5);
    ctx.lineTo(x + dx * 14, y + dy * 14);
  }
  outline(ctx, INK, 5, 2);
}

function outline(ctx: CanvasRenderingContext2D, colour: string, haloPx: number, linePx: number): void {
  for (const [stroke, width] of [[PAPER, haloPx], [colour, linePx]] as const) {
    ctx.strokeStyle = stroke;
    ctx.lineWidth = width;
    ctx.stroke();
  }
}
