import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { store } from '../../state/store';
import { MOST_COMPARED } from '../../state/url-codes';
import { sequential } from '../../style/palettes';
import { toggleCompared } from './ranking';
import { scoreText, starText } from './shown';

const WIDTH = 520;
const NAME = 116;
// Four classes: on each, dark or white text stands out.
const HEAT_CLASSES = 4;
const WHITE_FROM = 75;

/** Up to five areas: a heat table of domains, a dumbbell from the lowest to the highest, and what each lacks to the next star. */
export function Compare({ answer }: { answer: RatingAnswer }) {
  const chosen = store.compared.value.map((adcode) => answer.areas.find((area) => area.adcode === adcode)).filter((area): area is RatedArea => area !== undefined);
  const others = answer.areas.filter((area) => !store.compared.value.includes(area.adcode));
  return (
    <div class="compare" data-testid="compare">
      <div class="compare-chosen">
        {chosen.map((area) => <button key={area.adcode} class="button" onClick={() => toggleCompared(area.adcode)} aria-label={t('figures.ratings.remove', { name: nameOf(area) })}>{nameOf(area)} ×</button>)}
        {chosen.length < MOST_COMPARED && (
          <select data-testid="compare-add" aria-label={t('figures.ratings.add')} value="" onChange={(event) => event.currentTarget.value && toggleCompared(event.currentTarget.value)}>
            <option value="">{t('figures.ratings.add')}</option>
            {others.map((area) => <option key={area.adcode} value={area.adcode}>{nameOf(area)}</option>)}
          </select>
        )}
      </div>
      {chosen.length === 0 ? <p class="empty">{t('figures.ratings.compareEmpty')}</p> : <><Heat answer={answer} chosen={chosen} /><Dumbbell answer={answer} chosen={chosen} /><Missing chosen={chosen} /></>}
    </div>
  );
}

function Heat({ answer, chosen }: { answer: RatingAnswer; chosen: RatedArea[] }) {
  const colours = sequential(HEAT_CLASSES);
  const cell = (value: number | null | undefined, key: string) => (
    <td key={key} class="numeric heat" style={value === null || value === undefined ? undefined : { background: colours[Math.min(HEAT_CLASSES - 1, Math.floor(value / (100 / HEAT_CLASSES)))], color: value >= WHITE_FROM ? '#fff' : '#161d24' }}>{scoreText(value)}</td>
  );
  return (
    <table class="table heat-table" data-testid="heat">
      <thead><tr><th scope="col">{t('figures.ratings.domain')}</th><th scope="col" class="numeric weight">{t('figures.ratings.weight')}</th>{chosen.map((area) => <th key={area.adcode} scope="col" class="numeric">{nameOf(area)}</th>)}</tr></thead>
      <tbody>
        {answer.standard.domains.map((domain, i) => <tr key={domain.id}><th scope="row">{say(domain.title)}</th><td class="numeric faint weight">{domain.weight}</td>{chosen.map((area) => cell(area.domains[i], area.adcode))}</tr>)}
        <tr><th scope="row">{t('figures.ratings.bonusShort')}</th><td class="weight" />{chosen.map((area) => <td key={area.adcode} class="numeric">{exact(area.bonus)}</td>)}</tr>
        <tr><th scope="row"><strong>{t('figures.ratings.whole')}</strong></th><td class="weight" />{chosen.map((area) => cell(area.score, area.adcode))}</tr>
        <tr><th scope="row">{t('figures.ratings.stars')}</th><td class="weight" />{chosen.map((area) => <td key={area.adcode} class="numeric">{starText(area.stars)}</td>)}</tr>
      </tbody>
    </table>
  );
}

function Dumbbell({ answer, chosen }: { answer: RatingAnswer; chosen: RatedArea[] }) {
  const x = (score: number) => NAME + 8 + (score / 100) * (WIDTH - NAME - 24);
  const lines = answer.standard.domains.map((domain, i) => ({ domain, scores: chosen.map((area) => area.domains[i] ?? null) }));
  return (
    <svg class="dumbbell" viewBox={`0 0 ${WIDTH} ${lines.length * 28 + 22}`} role="img" aria-label={t('figures.ratings.dumbbell')}>
      {[0, 25, 50, 75, 100].map((tick) => <g key={tick}><line x1={x(tick)} x2={x(tick)} y1="0" y2={lines.length * 28} class="grid" /><text x={x(tick)} y={lines.length * 28 + 15} text-anchor="middle">{tick}</text></g>)}
      {lines.map(({ domain, scores }, row) => {
        const present = scores.filter((score): score is number => score !== null);
        const y = row * 28 + 14;
        return (
          <g key={domain.id}>
            <text x={NAME} y={y + 4} text-anchor="end">{say(domain.title)}</text>
            {present.length === 0 && <text x={x(2)} y={y + 4} class="blank">{t('figures.missing.no-score')}</text>}
            {present.length > 1 && <line x1={x(Math.min(...present))} x2={x(Math.max(...present))} y1={y} y2={y} class="bar" />}
            {scores.map((score, i) => score !== null && <g key={i}><circle cx={x(score)} cy={y} r="9" class={`dot dot-${i}`} /><text x={x(score)} y={y + 4} text-anchor="middle" class="dot-text">{i + 1}</text><title>{`${nameOf(chosen[i]!)} ${scoreText(score)}`}</title></g>)}
          </g>
        );
      })}
    </svg>
  );
}

function Missing({ chosen }: { chosen: RatedArea[] }) {
  return (
    <ul class="value-list" data-testid="missing">
      {chosen.map((area, i) => (
        <li key={area.adcode}><span><b class="number">{i + 1}</b> {nameOf(area)}</span><span class="number">{area.nextStar ? t('figures.ratings.toNext', { points: exact(area.nextStar.points, 1), stars: area.nextStar.stars }) : area.score === undefined ? t('state.notReported') : t('figures.ratings.top')}</span></li>
      ))}
    </ul>
  );
}
