import { exact } from '../../../i18n/format';
import { nameOf, say, t } from '../../../i18n/t';
import type { Area } from '../../../state/areas';
import { coverages, coverageTable, isSynthetic, shownCoverage } from '../../../state/coverage';
import { Await } from '../../../ui/states';
import { Shares } from './share';

/** What is reached in an area, coverage by coverage; each figure opens its card. */
export function AreaCoverage({ area }: { area: Area }) {
  // What the map shows is told first.
  const inOrder = [...coverages.value].sort((a, b) => +(b === shownCoverage.value) - +(a === shownCoverage.value));
  return (
    <>
      {inOrder.map((of) => (
        <section key={of.layer} class="facilities coverage-of-area" data-testid={`coverage-${of.layer}`}>
          <h3>{t('coverage.sectionOf', { layer: say(of.titles) })}{isSynthetic(of) && <span class="badge">{t('badge.synthetic')}</span>}</h3>
          <Await resource={coverageTable(of, area.level)} what={t('coverage.error.numbers')} lines={2}>
            {(table) => {
              const numbers = table.get(area.adcode);
              if (!numbers) return <p class="empty">{t('state.noData')}</p>;
              const { villages } = numbers;
              return (
                <>
                  <Shares of={of} numbers={numbers} about={{ title: nameOf(area), adcode: area.adcode }} />
                  {villages && villages.total > 0 && <p class="faint">{t('coverage.villages', { covered: exact(villages.covered), total: exact(villages.total) })}</p>}
                </>
              );
            }}
          </Await>
        </section>
      ))}
    </>
  );
}
