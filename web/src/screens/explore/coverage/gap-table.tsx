import { exact } from '../../../i18n/format';
import { nameOf, say, t } from '../../../i18n/t';
import { areaOfAdcode } from '../../../state/areas';
import { coverageInHand } from '../../../state/coverage';
import { gapArea, gapsHeldTo, gapsOf, goToGap } from '../../../state/coverage-view';
import type { Gap } from '../../../api/coverage';
import { store } from '../../../state/store';
import { Await } from '../../../ui/states';
import { words } from './assumptions';

/** Where people go without, the most people first; the rings on the map are the same. */
export function GapTable() {
  const of = coverageInHand.value;
  if (!of) return <p class="empty">{t('coverage.noCoverage')}</p>;
  const held = gapsHeldTo.value;
  const offered = held ?? gapArea.value;
  const area = offered ? areaOfAdcode(offered) : undefined;
  return (
    <>
      <header class="gap-head">
        <p>{t('coverage.gapsOf', { layer: say(of.titles) })}</p>
        {area && (
          <div class="segments" role="group" aria-label={t('coverage.gapsWhere')}>
            <button aria-pressed={!held} onClick={() => (gapsHeldTo.value = null)}>{t('one.province')}</button>
            <button data-testid="gaps-of-area" aria-pressed={Boolean(held)} onClick={() => (gapsHeldTo.value = area.adcode)}>{nameOf(area)}</button>
          </div>
        )}
      </header>
      <Await resource={gapsOf(of, held)} what={t('coverage.error.gaps')} lines={6}>{(gaps) => <Rows gaps={gaps} />}</Await>
    </>
  );
}

function Rows({ gaps }: { gaps: Gap[] }) {
  if (gaps.length === 0) return <p class="empty">{t('coverage.noGaps')}</p>;
  const point = store.point.value;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t('coverage.gaps')}>
      <table class="table" data-testid="gap-table">
        <thead>
          <tr>
            <th scope="col" class="numeric">{t('coverage.rank')}</th><th scope="col">{t('list.name')}</th><th scope="col">{t('one.county')}</th>
            <th scope="col" class="numeric">{t('coverage.without')}</th><th scope="col" class="numeric">{t('area.size')} ({t('unit.km2')})</th>
            <th scope="col" class="numeric">{t('coverage.nearestSite')} (km)</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map((gap) => (
            <tr key={gap.rank} aria-selected={point !== null && point[0] === gap.lon && point[1] === gap.lat} onClick={() => goToGap(gap)}>
              <td class="numeric">{gap.rank}</td>
              <th scope="row"><button class="row-button" onClick={(event) => { event.stopPropagation(); goToGap(gap); }}>{words(gap.name) || `${gap.lon.toFixed(3)}, ${gap.lat.toFixed(3)}`}</button></th>
              <td>{gap.county && say(gap.county.name)}</td>
              <td class="numeric">{exact(gap.people)}</td>
              <td class="numeric">{exact(gap.areaKm2, 2)}</td>
              <td class="numeric">{typeof gap.nearestSiteM === 'number' ? exact(gap.nearestSiteM / 1000, 1) : <span class="faint">{t('state.noData')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
