import type { CoverageIndicator, CoverageNumbers } from '../../../api/coverage';
import { coverageValue } from '../../../api/figures';
import { exact, rate } from '../../../i18n/format';
import { t } from '../../../i18n/t';

/** A figure of coverage as text: percent with one decimal, other units with two. */
export function figure({ unit }: CoverageIndicator, value: number | null): string {
  if (value === null) return t('state.noData');
  if (Number.isNaN(value)) return t('state.nobody');
  return unit === '%' ? `${exact(value, 1)} %` : unit === '{person}' ? exact(value) : rate(value);
}

/** The unit of a figure that does not carry its own sign. */
export function unitAfter({ unit }: CoverageIndicator): string {
  return unit === '%' ? '' : unit === '{person}' ? t('unit.people') : t('unit.per10k');
}

/** The same figure at -3 and +3 dB, or null where the kind knows no such thing. */
export function rangeOf(as: CoverageIndicator, numbers: CoverageNumbers): string | null {
  const [low, high] = [coverageValue(numbers, as, 'low'), coverageValue(numbers, as, 'high')];
  if (as.unit !== '%' || low === null || high === null || Number.isNaN(low)) return null;
  return `${exact(low, 1)}–${exact(high, 1)} %`;
}
