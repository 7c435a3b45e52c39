import { say, t } from '../../i18n/t';
import { moment, ratingLevel, ratings, selectedArea } from '../../state/plan';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { closeOnEscape } from '../../ui/close-on-escape';
import { ScreenStrip } from '../../ui/screen-strip';
import { Await } from '../../ui/states';
import { Icon } from '../../ui/icon';
import { Breakdown } from './breakdown';
import { Circles } from './circles';
import { Clusters } from './clusters';
import { Compare } from './compare';
import { Ranking } from './ranking';
import { Scatter } from './scatter';
import { StarMap } from './star-map';
import { StandardNote } from './standard-note';
import { Swipe } from './swipe';
import '../../ui/figures.css';
import './ratings.css';

const TABS = ['ranking', 'circles', 'compare', 'scatter', 'clusters', 'swipe'] as const;
type Tab = (typeof TABS)[number];

/** Cities and counties by stars: the map, and beside it the ranking, a comparison, clusters or two years. */
export default function Ratings() {
  closeOnEscape(() => select(null));
  const tab: Tab = TABS.find((each) => each === store.tab.value) ?? 'ranking';
  const chosen = selectedArea();
  return (
    <main class="figures ratings">
      <Tools tab={tab} />
      <Await resource={ratings()} what={t('screen.ratings')} lines={12}>
        {(answer) => (
          <>
            <section class="ratings-map" aria-label={t('map.title')}>
              {tab === 'swipe' ? <Swipe answer={answer} /> : tab === 'clusters' ? <Clusters answer={answer} part="map" />
                : tab === 'scatter' ? <Scatter answer={answer} part="map" /> : tab === 'circles' ? <Circles answer={answer} part="map" /> : <StarMap answer={answer} />}
            </section>
            <section class="ratings-side" aria-label={t(`figures.ratings.${tab}`)}>
              {chosen && answer.areas.some((area) => area.adcode === chosen) && tab === 'ranking' ? <Breakdown key={chosen} adcode={chosen} />
                : tab === 'compare' ? <Compare answer={answer} /> : tab === 'clusters' ? <Clusters answer={answer} part="list" />
                : tab === 'scatter' ? <Scatter answer={answer} part="list" /> : tab === 'circles' ? <Circles answer={answer} part="list" /> : <Ranking answer={answer} />}
              {!chosen && <StandardNote answer={answer} />}
            </section>
          </>
        )}
      </Await>
      <ScreenStrip citation={ratings().value} />
    </main>
  );
}

function Tools({ tab }: { tab: Tab }) {
  const answer = ratings().value;
  const table = (format: string) => `/api/ratings${moment({ level: ratingLevel(), f: format, lang: store.language.value })}`;
  const open = (next: Tab) => {
    store.tab.value = next === 'ranking' ? null : next;
  };
  return (
    <div class="toolbar" role="toolbar" aria-label={t('figures.plan.tools')}>
      <label class="field"><span>{t('figures.plan.year')}</span>
        <select data-testid="rating-year" value={store.year.value ?? answer?.period ?? ''} onChange={(event) => (store.year.value = +event.currentTarget.value)}>
          {(answer?.standard.years ?? []).map((year) => <option key={year} value={year}>{year}</option>)}
        </select>
      </label>
      <label class="field"><span>{t('toolbar.level')}</span>
        <select data-testid="rating-level" value={ratingLevel()} onChange={(event) => { select(null); store.level.value = event.currentTarget.value as 'city' | 'county'; }}>
          <option value="city">{t('level.city')}</option><option value="county">{t('level.county')}</option>
        </select>
      </label>
      <label class="field"><span>{t('figures.ratings.domain')}</span>
        <select data-testid="rating-domain" value={store.domain.value ?? ''} onChange={(event) => (store.domain.value = event.currentTarget.value || null)}>
          <option value="">{t('figures.ratings.whole')}</option>
          {(answer?.standard.domains ?? []).map((domain) => <option key={domain.id} value={domain.id}>{say(domain.title)}</option>)}
        </select>
      </label>
      <div class="segments" role="group" aria-label={t('toolbar.twin')}>
        {TABS.map((each) => <button key={each} data-testid={`tab-${each}`} aria-pressed={tab === each} onClick={() => open(each)}>{t(`figures.ratings.${each}`)}</button>)}
      </div>
      <span class="spring" />
      <a class="button" href={table('csv')} download>CSV</a>
      <a class="button" href={table('xlsx')} download>XLSX</a>
      <button class="button wide-only" onClick={() => (store.mode.value = 'wall')}>{t('figures.wall.open')}</button>
      <button class="button" data-testid="to-print" onClick={() => (store.mode.value = 'print')}><Icon name="next" />{t('figures.print.open')}</button>
    </div>
  );
}
