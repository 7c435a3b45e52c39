import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Indicator } from '../../api/plan-types';
import { say, t } from '../../i18n/t';
import { scoreboard } from '../../state/plan';
import { hasRole } from '../../state/session';
import { store } from '../../state/store';
import { Await } from '../../ui/states';
import { ReportHistory } from './report-history';
import { asCsv, busy, changed, check, failure, file, fill, indicators, note, publish, rows, take } from './report-rows';
import { ReportTable } from './report-table';
import '../../ui/form.css';

const chosen = signal('');
const year = signal<number | null>(null);
const part = signal('');
const level = signal('');

const PARTS = ['', 'Q1', 'Q2', 'Q3', 'Q4', ...Array.from({ length: 12 }, (_, i) => `-${String(i + 1).padStart(2, '0')}`)];
const LEVELS = ['province', 'city', 'county'] as const;

/** Editors report what no layer can count: by area, or as a table; what is wrong is said row by row before anything is published. */
export function Report() {
  return (
    <div class="report" data-testid="report">
      <p class="faint">{t('figures.report.intro')}</p>
      <Await resource={indicators} what={t('figures.plan.indicator')} lines={4}>{(answer) => <Choice indicators={answer.indicators.filter(({ kind, level }) => kind !== 'composite' && kind !== 'rated' && (level !== 'province' || hasRole('province-editor')))} />}</Await>
      <p class="report-note" role="status" data-testid="report-note">{note.value}</p>
      {failure.value && <p class="error" role="alert" data-testid="report-failure">{failure.value}</p>}
      {rows.value.length > 0 && (
        <>
          <ReportTable />
          <div class="report-acts">
            <button class="button" data-testid="report-check" disabled={busy.value || changed.value.length === 0} onClick={() => void check()}>{t('figures.report.check')}</button>
            <button class="button primary" data-testid="report-publish" disabled={busy.value || changed.value.length === 0} onClick={() => void publish()}>{t('figures.report.publish', { n: changed.value.length })}</button>
            <button class="button" onClick={saveTable}>{t('figures.report.saveTable')}</button>
          </div>
        </>
      )}
      <ReportHistory />
    </div>
  );
}

function Choice({ indicators: all }: { indicators: Indicator[] }) {
  const input = useRef<HTMLInputElement>(null);
  const years = scoreboard().value?.years ?? [];
  // Not known while the scoreboard is asked for again.
  const at = year.value ?? store.year.value ?? scoreboard().value?.year ?? years[years.length - 1];
  const indicator = all.find(({ id }) => id === chosen.value);
  // A figure is reported at the indicator's own level or above it; circles report nothing.
  const levels = indicator ? LEVELS.slice(0, LEVELS.indexOf(indicator.level) + 1).filter((each) => each !== 'province' || hasRole('province-editor')) : [];
  const shown = levels.find((each) => each === level.value) ?? levels[levels.length - 1];
  const open = (event: Event) => {
    event.preventDefault();
    if (indicator && shown) void fill(indicator.id, `${at}${part.value}`, shown);
  };
  return (
    <form class="report-choice" onSubmit={open}>
      <label class="field"><span>{t('figures.plan.indicator')}</span>
        <select required data-testid="report-indicator" value={chosen.value} onChange={(event) => (chosen.value = event.currentTarget.value)}>
          <option value="">{t('figures.report.choose')}</option>
          {['reported', 'computed'].map((group) => (
            <optgroup key={group} label={group === 'reported' ? t('figures.kind.reported') : t('figures.report.beside')}>
              {all.filter(({ kind }) => (kind === 'reported') === (group === 'reported')).map((each) => <option key={each.id} value={each.id}>{each.article} {say(each.title)}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <label class="field"><span>{t('figures.plan.year')}</span>
        <select data-testid="report-year" value={at} onChange={(event) => (year.value = +event.currentTarget.value)}>{years.map((each) => <option key={each} value={each}>{each}</option>)}</select>
      </label>
      <label class="field"><span>{t('figures.report.period')}</span>
        <select data-testid="report-period" value={part.value} onChange={(event) => (part.value = event.currentTarget.value)}>
          {PARTS.map((each) => <option key={each} value={each}>{each === '' ? t('figures.report.wholeYear') : each[0] === 'Q' ? each : t('figures.report.month', { n: +each.slice(1) })}</option>)}
        </select>
      </label>
      {levels.length > 1 && (
        <label class="field"><span>{t('toolbar.level')}</span>
          <select data-testid="report-level" value={shown} onChange={(event) => (level.value = event.currentTarget.value)}>{levels.map((each) => <option key={each} value={each}>{each === 'county' ? t('one.county') : t(`level.${each}`)}</option>)}</select>
        </label>
      )}
      <button class="button" type="submit" data-testid="report-open" disabled={busy.value || at === undefined}>{t('figures.report.open')}</button>
      <span class="report-or">{t('figures.report.or')}</span>
      <button class="button" type="button" disabled={busy.value} onClick={() => input.current?.click()}>{t('figures.report.upload')}</button>
      <input ref={input} type="file" accept=".csv,.xlsx" hidden data-testid="report-file" aria-label={t('figures.report.upload')}
        onChange={(event) => { const given = event.currentTarget.files?.[0]; if (given) void take(given); event.currentTarget.value = ''; }} />
      {file.value && <span class="faint">{file.value}</span>}
    </form>
  );
}

function saveTable() {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([asCsv(rows.value)], { type: 'text/csv' }));
  link.download = 'figures.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
