import type { RatingAnswer, ScoreLine, Scoreboard, Status } from '../../api/plan-types';
import { PHONE } from '../../config';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { moment, ratingsAt, scoreboardAt } from '../../state/plan';
import { store } from '../../state/store';
import { closeOnEscape } from '../../ui/close-on-escape';
import { amount, StatusMark, targetText, whyMissing } from '../../ui/figures';
import { ScreenStrip } from '../../ui/screen-strip';
import { Await } from '../../ui/states';
import { StarMap } from '../ratings/star-map';
import { scoreText, starText } from '../ratings/shown';
import '../../ui/figures.css';
import './wall.css';

const STATUSES: readonly Status[] = ['late', 'on-the-way', 'not-reported', 'no-target', 'reached'];
const LATE_SHOWN = 14;
const HEADLINES = 8;

const board = () => scoreboardAt(moment());
const cities = () => ratingsAt(moment({ level: 'city' }));

/** One screen for the province, 16:9: nothing moves by itself, and every number leads to its list. */
export default function Wall() {
  closeOnEscape(() => (store.mode.value = null));
  return (
    <main class="figures wall" data-testid="wall">
      <header class="wall-head">
        <h1>{t('app.title')}</h1>
        {board().value && <p>{say(board().value!.title)} · {t('figures.plan.yearEnd', { year: board().value!.period })}</p>}
        <button class="button" onClick={() => (store.mode.value = null)}>{t('action.close')}</button>
      </header>
      <section class="wall-numbers" aria-label={t('figures.wall.numbers')}><Await resource={board()} what={t('figures.plan.scoreboard')}>{(value) => <Headlines board={value} />}</Await></section>
      <section class="wall-map" aria-label={t('screen.ratings')}><Await resource={cities()} what={t('screen.ratings')}>{(value) => <StarMap answer={value} nameSize={matchMedia(PHONE).matches ? undefined : 60} />}</Await></section>
      <section class="wall-right">
        <Await resource={board()} what={t('figures.plan.scoreboard')}>{(value) => <Late board={value} />}</Await>
        <Await resource={cities()} what={t('screen.ratings')}>{(value) => <Rank answer={value} />}</Await>
      </section>
      <ScreenStrip citation={board().value} />
    </main>
  );
}

function linkTo(query: string): string {
  return `/?${query}${store.language.value === 'en' ? '&lang=en' : ''}`;
}

/** The figures that have a value, the plan's own targets first; those with the largest targets speak for the whole. */
function Headlines({ board: shown }: { board: Scoreboard }) {
  const lines = shown.articles.flatMap((article) => article.indicators);
  const valued = lines.filter((line) => line.value !== undefined && line.kind !== 'reported');
  const chosen = [...valued].sort((a, b) => +(b.target !== undefined) - +(a.target !== undefined) || (b.target ?? 0) - (a.target ?? 0) || b.value! - a.value!).slice(0, HEADLINES);
  return (
    <>
      <ul class="wall-counts">
        {STATUSES.map((status) => <li key={status}><a href={linkTo('p=plan')}><strong class="number">{lines.filter((line) => line.status === status).length}</strong><StatusMark status={status} /></a></li>)}
      </ul>
      {chosen.map((line) => <Headline key={line.id} line={line} />)}
    </>
  );
}

function Headline({ line }: { line: ScoreLine }) {
  return (
    <a class="wall-number" href={linkTo(`p=plan&i=${line.id}`)} data-testid={`wall-${line.id}`}>
      <span class="wall-name">{say(line.title)}{line.demonstration && <span class="badge">{t('badge.synthetic')}</span>}</span>
      <span class="number">{amount(line.value, line.decimals)}<span class="unit"> {say(line.unit)}</span></span>
      {line.target !== undefined && <span class="wall-target"><span class="reach-track"><span style={{ width: `${Math.min(1, line.shareReached ?? 0) * 100}%` }} /></span>{targetText(line)}</span>}
    </a>
  );
}

function Late({ board: shown }: { board: Scoreboard }) {
  const open = shown.articles.flatMap((article) => article.indicators.map((line) => ({ article, line })))
    .filter(({ line }) => line.status === 'late' || line.status === 'not-reported')
    .sort((a, b) => STATUSES.indexOf(a.line.status) - STATUSES.indexOf(b.line.status) || (a.line.shareReached ?? 2) - (b.line.shareReached ?? 2));
  return (
    <section>
      <h2>{t('figures.plan.lateFirst')}</h2>
      <ul class="value-list">
        {open.slice(0, LATE_SHOWN).map(({ article, line }) => (
          <li key={line.id}><a href={linkTo(`p=plan&i=${line.id}`)}>{article.number} {say(line.title)}</a><span class="number">{line.value === undefined ? whyMissing(line.missing) : `${exact((line.shareReached ?? 0) * 100, 0)} %`}</span></li>
        ))}
      </ul>
    </section>
  );
}

function Rank({ answer }: { answer: RatingAnswer }) {
  const sorted = [...answer.areas].sort((a, b) => (b.score ?? -1) - (a.score ?? -1));
  return (
    <section>
      <h2>{t('figures.ratings.ranking')} <span class="badge">{t('badge.synthetic')}</span></h2>
      <ol class="value-list wall-rank">{sorted.map((area) => <li key={area.adcode}><a href={linkTo(`p=ratings&lv=city&sel=${area.adcode}`)}>{area.rank ?? '–'} {nameOf(area)}</a><span class="number">{starText(area.stars)} {scoreText(area.score)}</span></li>)}</ol>
    </section>
  );
}
