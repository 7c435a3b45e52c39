import { nameOf, say, t } from '../../i18n/t';
import { areaTable } from '../../state/areas';
import { moment, scoreboard, selectedArea } from '../../state/plan';
import { select } from '../../state/map-state';
import { isEditor } from '../../state/session';
import { store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { ScreenStrip } from '../../ui/screen-strip';
import { Await } from '../../ui/states';
import { closeOnEscape } from '../../ui/close-on-escape';
import { IndicatorPanel } from './indicator-panel';
import { Board } from './board';
import { Report } from './report';
import '../../ui/figures.css';
import './plan.css';

/** The action plan keeps score: what is late comes first. */
export default function Plan() {
  closeOnEscape(() => (store.shown.value = null));
  return (
    <main class={`figures plan ${store.shown.value ? 'with-panel' : ''}`}>
      <Tools />
      <section class="plan-board" aria-label={t('screen.plan')}>{reporting() ? <Report /> : <Await resource={scoreboard()} what={t('figures.plan.scoreboard')} lines={12}>{(board) => <Board board={board} />}</Await>}</section>
      {store.shown.value && <aside class="plan-panel" aria-label={t('figures.plan.indicator')}><IndicatorPanel key={store.shown.value} id={store.shown.value} /></aside>}
      <ScreenStrip citation={scoreboard().value} />
    </main>
  );
}

/** Who may not report sees the scoreboard at the same address. */
function reporting(): boolean {
  return store.tab.value === 'report' && isEditor.value;
}

function Tools() {
  const cities = areaTable('city').value?.list ?? [];
  const board = scoreboard().value;
  const area = selectedArea();
  const known = cities.some((city) => city.adcode === area);
  const table = (format: string) => `/api/plan${moment({ area, f: format, lang: store.language.value })}`;
  return (
    <div class="toolbar" role="toolbar" aria-label={t('figures.plan.tools')}>
      <label class="field"><span>{t('figures.plan.area')}</span>
        <select data-testid="plan-area" value={area ?? ''} onChange={(event) => select(event.currentTarget.value ? { kind: 'area', adcode: event.currentTarget.value } : null)}>
          <option value="">{t('figures.plan.province')}</option>
          {cities.map((city) => <option key={city.adcode} value={city.adcode}>{nameOf(city)}</option>)}
          {area && !known && board && <option value={area}>{nameOf(board.area)}</option>}
        </select>
      </label>
      <label class="field"><span>{t('figures.plan.year')}</span>
        <select data-testid="plan-year" value={store.year.value ?? board?.year ?? ''} onChange={(event) => (store.year.value = +event.currentTarget.value === board?.year ? null : +event.currentTarget.value)}>
          {(board?.years ?? []).map((year) => <option key={year} value={year}>{t('figures.plan.yearEnd', { year })}</option>)}
        </select>
      </label>
      <div class="segments" role="group" aria-label={t('figures.plan.order')}>
        <button aria-pressed={store.tab.value !== 'articles' && !reporting()} onClick={() => (store.tab.value = null)}>{t('figures.plan.lateFirst')}</button>
        <button aria-pressed={store.tab.value === 'articles'} data-testid="by-article" onClick={() => (store.tab.value = 'articles')}>{t('figures.plan.byArticle')}</button>
        {isEditor.value && <button aria-pressed={reporting()} data-testid="to-report" onClick={() => (store.tab.value = 'report')}>{t('figures.report.title')}</button>}
      </div>
      <span class="spring" />
      {board && <span class="faint wide-only plan-title">{say(board.title)}</span>}
      <a class="button" href={table('csv')} download>CSV</a>
      <a class="button" href={table('xlsx')} download>XLSX</a>
      <button class="button wide-only" onClick={() => (store.mode.value = 'wall')}>{t('figures.wall.open')}</button>
      <button class="button" data-testid="to-print" onClick={() => (store.mode.value = 'print')}><Icon name="next" />{t('figures.print.open')}</button>
    </div>
  );
}
