const WIDTH = 272;
const HEIGHT = 44;
const PAD = 3;

/** A rising line of cumulative values; the point chosen on the time axis carries a dot. */
export function Sparkline({ values, at, label }: { values: readonly number[]; at: number; label: string }) {
  const most = Math.max(1, ...values);
  const x = (i: number) => PAD + (values.length < 2 ? 0 : (i / (values.length - 1)) * (WIDTH - 2 * PAD));
  const y = (value: number) => HEIGHT - PAD - (value / most) * (HEIGHT - 2 * PAD);
  const points = values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const here = Math.min(Math.max(at, 0), values.length - 1);
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polygon points={`${x(0)},${HEIGHT - PAD} ${points} ${x(values.length - 1)},${HEIGHT - PAD}`} />
      <polyline points={points} />
      <line x1={PAD} x2={WIDTH - PAD} y1={HEIGHT - PAD} y2={HEIGHT - PAD} />
      <circle cx={x(here)} cy={y(values[here] ?? 0)} r="3" />
    </svg>
  );
}
