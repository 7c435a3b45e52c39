import { signal } from '@preact/signals';
import type { RatingAnswer } from '../../api/plan-types';
import { AtlasLegend } from '../../charts/atlas';
import { t } from '../../i18n/t';
import { StarMap, starLook } from './star-map';

const at = signal(50);

/** Two years on one map: the year before lies left of the line. Moved by dragging, by keys, or typed. */
export function Swipe({ answer }: { answer: RatingAnswer }) {
  const look = starLook(answer);
  const before = starLook(answer, true);
  const noneBefore = answer.areas.every((area) => area.starsBefore === undefined);
  const year = +answer.period.slice(0, 4);
  return (
    <div class="swipe" data-testid="swipe">
      <div class="swipe-maps">
        <StarMap answer={answer} bare />
        <div class="swipe-before" style={{ clipPath: `inset(0 ${100 - at.value}% 0 0)` }}><StarMap answer={answer} before bare /></div>
        <span class="swipe-line" style={{ left: `${at.value}%` }} aria-hidden="true" />
        <span class="swipe-year swipe-left">{year - 1}</span><span class="swipe-year swipe-right">{year}</span>
      </div>
      <label class="swipe-range"><span>{t('figures.ratings.swipeAt', { before: year - 1, after: year })}</span>
        <input type="range" min="0" max="100" value={at.value} onInput={(event) => (at.value = +event.currentTarget.value)} />
        <input type="number" min="0" max="100" aria-label="%" value={at.value} onInput={(event) => (at.value = Math.min(100, Math.max(0, +event.currentTarget.value || 0)))} />
      </label>
      <AtlasLegend classes={look.classes} missing={(look.missing || before.missing) && t('figures.ratings.none')} />
      {noneBefore && <p class="faint" data-testid="none-before">{t('figures.ratings.noneBefore', { year: year - 1 })}</p>}
    </div>
  );
}
