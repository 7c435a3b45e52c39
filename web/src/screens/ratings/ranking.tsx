import { signal } from '@preact/signals';
import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { nameOf, t } from '../../i18n/t';
import { selectedArea } from '../../state/plan';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { MOST_COMPARED } from '../../state/url-codes';
import { starColour } from '../../style/stars';
import { domainAt, scoreOf, scoreText, starText } from './shown';

const circle = signal('');

/** The map's twin: every area with rank, change since the year before, and how far the rank moves when weights do. */
export function Ranking({ answer }: { answer: RatingAnswer }) {
  const at = domainAt(answer);
  const rows = answer.areas.filter((area) => !circle.value || area.circle === circle.value)
    .sort((a, b) => (scoreOf(b, at) ?? -1) - (scoreOf(a, at) ?? -1));
  return (
    <>
      <div class="circles" role="group" aria-label={t('figures.ratings.circles')}>
        {answer.circles.map((each) => (
          <button key={each.adcode} aria-pressed={circle.value === each.adcode} onClick={() => (circle.value = circle.value === each.adcode ? '' : each.adcode)}>
            <strong>{nameOf(each)}</strong><span class="number">{scoreText(each.meanScore)}</span><span class="faint">{t('figures.ratings.threeStars', { n: each.threeStars, of: each.areas })}</span>
          </button>
        ))}
      </div>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={t('figures.ratings.ranking')}>
        <table class="table" data-testid="ranking">
          <thead>
            <tr>
              <th scope="col" class="numeric">{t('figures.ratings.rank')}</th><th scope="col">{t('list.name')}</th><th scope="col">{t('figures.ratings.stars')}</th><th scope="col" class="numeric">{t('figures.ratings.score')}</th>
              <th scope="col" class="numeric" title={t('figures.ratings.changeLong')}>{t('figures.ratings.change')}</th><th scope="col" class="numeric" title={t('figures.ratings.intervalLong')}>{t('figures.ratings.interval')}</th><th scope="col">{t('figures.ratings.compare')}</th>
            </tr>
          </thead>
          <tbody>{rows.map((area, i) => <Row key={area.adcode} area={area} at={at} position={i + 1} />)}</tbody>
        </table>
      </div>
    </>
  );
}

function Row({ area, at, position }: { area: RatedArea; at: number; position: number }) {
  const open = () => select({ kind: 'area', adcode: area.adcode });
  const score = scoreOf(area, at);
  const compared = store.compared.value.includes(area.adcode);
  return (
    <tr aria-selected={selectedArea() === area.adcode} data-testid={`rated-${area.adcode}`} onClick={open}>
      <td class="numeric">{score === null ? '–' : at < 0 ? area.rank : position}</td>
      <th scope="row"><button class="row-button" onClick={(event) => { event.stopPropagation(); open(); }}>{nameOf(area)}</button></th>
      <td><span class="star-patch" style={{ background: starColour(area.stars) ?? 'none' }} />{starText(area.stars)}</td>
      <td class={`numeric ${score === null ? 'faint' : ''}`}>{scoreText(score)}</td>
      <td class="numeric"><Change area={area} /></td>
      <td class="numeric">{area.best === undefined ? '–' : area.best === area.worst ? area.best : `${area.best}–${area.worst}`}</td>
      <td>
        <input type="checkbox" class="compare-box" aria-label={t('figures.ratings.compareWith', { name: nameOf(area) })} checked={compared} disabled={!compared && store.compared.value.length >= MOST_COMPARED}
          onClick={(event) => event.stopPropagation()} onChange={() => toggleCompared(area.adcode)} />
      </td>
    </tr>
  );
}

function Change({ area }: { area: RatedArea }) {
  if (area.rank === undefined || area.rankBefore === undefined) return <span class="faint">–</span>;
  const up = area.rankBefore - area.rank;
  return up === 0 ? <span class="faint">=</span> : <span title={`${exact(area.rankBefore)} → ${exact(area.rank)}`}>{up > 0 ? '▲' : '▼'} {Math.abs(up)}</span>;
}

export function toggleCompared(adcode: string): void {
  const now = store.compared.value;
  store.compared.value = now.includes(adcode) ? now.filter((other) => other !== adcode) : [...now, adcode].slice(0, MOST_COMPARED);
}
