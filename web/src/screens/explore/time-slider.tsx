import { periodLabel } from '../../api/periods';
import { t } from '../../i18n/t';
import { periodRange } from '../../state/catalogue';
import { store } from '../../state/store';
import { Icon } from '../../ui/icon';

/** In service by the end of which quarter. Drag, step, or choose from the list: all three do the same. */
export function TimeSlider() {
  const range = periodRange.value;
  if (!range) return null;
  const at = Math.min(Math.max(store.period.value ?? range.to, range.from), range.to);
  const set = (period: number) => {
    const inside = Math.min(Math.max(period, range.from), range.to);
    store.period.value = inside === range.to ? null : inside;
  };
  const quarters = Array.from({ length: range.to - range.from + 1 }, (_, i) => range.to - i);
  return (
    <div class="field time" role="group" aria-label={t('time.title')}>
      <span>{t('time.short')}</span>
      <button class="icon-button" aria-label={t('time.earlier')} disabled={at <= range.from} onClick={() => set(at - 1)}><Icon name="back" /></button>
      <input type="range" data-testid="time" min={range.from} max={range.to} step={1} value={at} aria-label={t('time.title')} aria-valuetext={periodLabel(at)}
        onInput={(event) => set(+event.currentTarget.value)} />
      <button class="icon-button" aria-label={t('time.later')} disabled={at >= range.to} onClick={() => set(at + 1)}><Icon name="next" /></button>
      <select data-testid="quarter" aria-label={t('time.choose')} value={at} onChange={(event) => set(+event.currentTarget.value)}>
        {quarters.map((period) => <option key={period} value={period}>{periodLabel(period)}</option>)}
      </select>
    </div>
  );
}
