import type { Article, ScoreLine, Scoreboard, Status } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { store } from '../../state/store';
import { amount, StatusMark, targetText, Trend, whyMissing } from '../../ui/figures';

const ORDER: readonly Status[] = ['late', 'on-the-way', 'not-reported', 'no-target', 'reached'];

interface Row {
  article: Article;
  line: ScoreLine;
}

export function Board({ board }: { board: Scoreboard }) {
  const rows = board.articles.flatMap((article) => article.indicators.map((line) => ({ article, line })));
  return (
    <>
      <ul class="plan-counts" data-testid="plan-counts">
        {ORDER.map((status) => <li key={status}><strong class="number">{rows.filter(({ line }) => line.status === status).length}</strong><StatusMark status={status} /></li>)}
        <li class="faint plan-of">{t('figures.plan.summary', { articles: board.articles.length, indicators: rows.length })}</li>
      </ul>
      {store.tab.value === 'articles' ? <ByArticle board={board} /> : <LateFirst rows={rows} />}
    </>
  );
}

function LateFirst({ rows }: { rows: Row[] }) {
  // Within a status, the furthest from its target first.
  const sorted = [...rows].sort((a, b) => ORDER.indexOf(a.line.status) - ORDER.indexOf(b.line.status) || (a.line.shareReached ?? 2) - (b.line.shareReached ?? 2) || a.article.number - b.article.number);
  return <Table rows={sorted} grouped={false} />;
}

function ByArticle({ board }: { board: Scoreboard }) {
  return <Table rows={board.articles.flatMap((article) => article.indicators.map((line) => ({ article, line })))} grouped articles={board.articles} />;
}

function Table({ rows, grouped, articles }: { rows: Row[]; grouped: boolean; articles?: Article[] }) {
  const head = (
    <thead>
      <tr>
        <th scope="col" class="col-article">{t('figures.plan.article')}</th><th scope="col">{t('figures.plan.indicator')}</th><th scope="col" class="numeric">{t('figures.plan.target')}</th>
        <th scope="col" class="numeric">{t('figures.plan.value')}</th><th scope="col">{t('figures.plan.reached')}</th><th scope="col" class="col-trend">{t('figures.plan.trend')}</th>
        <th scope="col">{t('figures.plan.status')}</th><th scope="col" class="col-cities">{t('figures.plan.cities')}</th><th scope="col" class="col-lead">{t('figures.plan.lead')}</th>
      </tr>
    </thead>
  );
  if (!grouped) return <div class="table-scroll"><table class="table plan-table" data-testid="plan-table">{head}<tbody>{rows.map((row) => <Line key={row.line.id} {...row} />)}</tbody></table></div>;
  return (
    <div class="table-scroll">
      <table class="table plan-table" data-testid="plan-table">
        {head}
        {articles!.map((article) => (
          <tbody key={article.number}>
            <tr class="plan-article"><th scope="rowgroup" colSpan={9}>{t('layers.article', { n: article.number })} {say(article.title)} <span class="faint">{say(article.part)} · {article.leads.map(say).join(t('list.comma'))}</span></th></tr>
            {article.indicators.length === 0 && <tr><td colSpan={9} class="faint">{t('figures.plan.noneHere')}</td></tr>}
            {rows.filter((row) => row.article === article).map((row) => <Line key={row.line.id} {...row} />)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Line({ article, line }: Row) {
  const open = () => (store.shown.value = store.shown.value === line.id ? null : line.id);
  const share = line.shareReached;
  return (
    <tr aria-selected={store.shown.value === line.id} onClick={open} data-testid={`line-${line.id}`}>
      <td class="col-article" title={say(article.title)}>{article.number}</td>
      <th scope="row">
        <button class="row-button" onClick={(event) => { event.stopPropagation(); open(); }}>{say(line.title)}</button>
        {line.demonstration && <span class="badge" title={t('badge.syntheticLong')}>{t('badge.synthetic')}</span>}
      </th>
      <td class="numeric">{targetText(line)}</td>
      <td class="numeric">
        {line.value === undefined ? <span class="faint">{whyMissing(line.missing)}</span> : amount(line.value, line.decimals, line.unit)}
        {line.value !== undefined && line.expectedAreas !== undefined && <span class="faint"> {t('figures.plan.reportedOf', { n: line.reportedAreas!, of: line.expectedAreas })}</span>}
      </td>
      <td>{share === undefined ? <span class="faint">–</span> : <span class="reach"><span class="reach-track"><span style={{ width: `${Math.min(share, 1) * 100}%` }} /></span><span class="number">{exact(Math.floor(share * 1000) / 10, share < 1 ? 1 : 0)} %</span></span>}</td>
      <td class="col-trend"><Trend values={line.trend} label={t('figures.plan.trend')} /></td>
      <td><StatusMark status={line.status} /></td>
      <td class="col-cities"><CityStrip line={line} /></td>
      <td class="col-lead faint">{line.leads.map(say).join(t('list.comma'))}</td>
    </tr>
  );
}

/** One mark for each city, in the order of their codes: dark is more of the largest value; a hollow one has not reported. */
function CityStrip({ line }: { line: ScoreLine }) {
  if (!line.cities?.length) return <span class="faint">–</span>;
  const most = Math.max(...line.cities.map((city) => city.value ?? 0), 1e-9);
  return (
    <svg class="cities" width="112" height="16" viewBox="0 0 112 16" role="img" aria-label={t('figures.plan.citiesReported', { n: line.cities.filter((city) => city.value !== undefined).length, of: line.cities.length })}>
      {line.cities.map((city, i) => {
        const area = areaOfAdcode(city.adcode);
        return (
          <rect key={city.adcode} x={i * 7 + 0.5} y={city.value === undefined ? 12.5 : 15.5 - Math.max(1, (city.value / most) * 14)} width="5" height={city.value === undefined ? 3 : Math.max(1, (city.value / most) * 14)} class={city.value === undefined ? 'city-blank' : 'city-bar'}>
            <title>{`${area ? nameOf(area) : city.adcode} ${amount(city.value, line.decimals, line.unit)}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}
