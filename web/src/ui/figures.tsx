import type { ScoreLine, Status } from '../api/plan-types';
import { exact, plainLimit } from '../i18n/format';
import { say, t } from '../i18n/t';
import type { Text } from '../api/types';

const YES_OR_NO = 'yes/no';

/** A number of an indicator with its unit; a blank is said in words, never written as zero. */
export function amount(value: number | null | undefined, decimals: number, unit?: Text): string {
  if (value === null || value === undefined) return t('state.notReported');
  if (unit?.en === YES_OR_NO) return value > 0 ? t('value.yes') : t('value.no');
  const text = decimals > 0 || Number.isInteger(value) ? exact(value, Number.isInteger(value) ? 0 : decimals) : plainLimit(value, 1);
  return unit ? `${text} ${say(unit)}` : text;
}

export function whyMissing(missing: string | undefined): string {
  return missing === 'not-published' ? t('figures.missing.not-published') : missing === 'not-computed' ? t('figures.missing.not-computed')
    : missing === 'nothing-to-count' ? t('figures.missing.nothing-to-count') : missing === 'no-score' ? t('figures.missing.no-score') : t('state.notReported');
}

const SIGNS: Record<Status, string> = { late: '✗', 'on-the-way': '◔', 'not-reported': '–', 'no-target': '·', reached: '✓' };

/** Word and sign: never colour alone. */
export function StatusMark({ status }: { status: Status }) {
  return <span class={`status status-${status}`}><span aria-hidden="true">{SIGNS[status]}</span>{t(`figures.status.${status}`)}</span>;
}

export function targetText(line: Pick<ScoreLine, 'target' | 'about' | 'decimals' | 'unit'>): string {
  if (line.target === undefined) return t('figures.plan.noTarget');
  if (line.unit.en === YES_OR_NO) return t('value.yes');
  return `${line.about ? t('figures.plan.about') : '≥'} ${amount(line.target, line.decimals, line.unit)}`;
}

/** Years as a line; a missing year is a gap, not a fall to zero. */
export function Trend({ values, label }: { values: readonly (number | null)[]; label: string }) {
  const present = values.filter((value): value is number => value !== null);
  if (present.length < 2) return <span class="faint">–</span>;
  const [low, high] = [Math.min(0, ...present), Math.max(...present)];
  const x = (i: number) => 3 + (i * 58) / (values.length - 1);
  const y = (value: number) => (high === low ? 10 : 18 - ((value - low) / (high - low)) * 15);
  const points = values.map((value, i) => (value === null ? null : `${x(i).toFixed(1)},${y(value).toFixed(1)}`));
  const runs = points.reduce<string[][]>((found, point) => {
    if (point === null) found.push([]);
    else found[found.length - 1]!.push(point);
    return found;
  }, [[]]);
  return (
    <svg class="trend" viewBox="0 0 64 20" width="64" height="20" role="img" aria-label={label}>
      {runs.map((run, i) => <polyline key={i} points={run.join(' ')} />)}
      {points.map((point, i) => point && <circle key={i} cx={point.split(',')[0]} cy={point.split(',')[1]} r="2" />)}
    </svg>
  );
}
