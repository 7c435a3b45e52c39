import type { Coverage, CoverageNumbers } from '../../../api/coverage';
import { coverageValue } from '../../../api/figures';
import { say, t } from '../../../i18n/t';
import { openBasis, type Basis } from './basis';
import { figure, rangeOf, unitAfter } from './figures';

/** The figures of a coverage in one place; each opens the card that says what it rests on. */
export function Shares({ of, numbers, about }: { of: Coverage; numbers: CoverageNumbers; about: Basis['about'] }) {
  return (
    <dl class="facts shares">
      {of.indicators.map((as) => {
        const value = coverageValue(numbers, as);
        if (value === null) return null;
        const range = rangeOf(as, numbers);
        return (
          <div key={as.id}>
            <dt>{say(as.title)}</dt>
            <dd>
              {range && <span class="range number">±3 dB {range}</span>}
              <button class="basis-link number" data-testid={`figure-${of.layer}-${as.id}`} aria-label={t('coverage.basisOf', { title: `${say(as.title)} ${figure(as, value)}` })}
                onClick={() => openBasis({ of, as, numbers, about })}>{figure(as, value)}</button>
              {unitAfter(as) && <span class="unit">{unitAfter(as)}</span>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
