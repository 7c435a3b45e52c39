import { limit, unitLabel, exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { classification, indicator, NO_INDICATOR, values, type LegendClass } from '../../state/indicators';
import { store } from '../../state/store';
import type { Method } from '../../style/classify';
import { CellLegend } from './cell-legend';
import { indicatorTitle } from './indicator-menu';
import { Skeleton } from '../../ui/states';
import { areaTable } from '../../state/areas';
import { countTable } from '../../state/counts';
import { Failed } from '../../ui/states';

export function Legend() {
  return (
    <section class="legend" aria-label={t('legend.title')} data-testid="legend">
      <ClassLegend />
      <CellLegend />
    </section>
  );
}

function ClassLegend() {
  const shown = indicator.value;
  if (store.indicator.value === NO_INDICATOR || !shown) return null;
  const found = classification.value;
  const methods: Method[] = shown.limits ? ['quantile', 'equal', 'fixed'] : ['quantile', 'equal'];
  return (
    <>
      <h2>{indicatorTitle(shown)}</h2>
      <p class="legend-unit">
        <span>{unitLabel(shown.unit)}{!shown.layer && ` · ${t('legend.census')}`}</span>
        <select aria-label={t('legend.method')} value={store.method.value} onChange={(event) => (store.method.value = event.currentTarget.value as Method)}>
          {methods.map((method) => <option key={method} value={method}>{t(`method.${method}`)}</option>)}
        </select>
      </p>
      {found && values.value ? <ClassList classes={found.classes} decimals={shown.decimals} /> : <LegendWait />}
    </>
  );
}

function LegendWait() {
  const shown = indicator.value;
  const areas = areaTable(store.level.value);
  const counts = shown?.layer && countTable(shown.layer, store.level.value);
  for (const resource of [areas, counts]) {
    const current = resource?.current;
    if (current?.state === 'failed') return <Failed what={t('error.values')} failure={current.failure} retry={resource!.retry} />;
  }
  return <Skeleton lines={6} />;
}

/** Classes from high to low with the number of areas in each: legend, histogram and filter in one. */
function ClassList({ classes, decimals }: { classes: LegendClass[]; decimals: number }) {
  const most = Math.max(1, ...classes.map((each) => each.areas));
  const unticked = store.unticked.value;
  const toggle = (code: string) => {
    store.unticked.value = unticked.includes(code) ? unticked.filter((other) => other !== code) : [...unticked, code];
  };
  const numbered = classes.filter((each) => each.code !== 'none' && each.code !== 'zero').reverse();
  const special = classes.filter((each) => each.code === 'zero' || each.code === 'none');
  return (
    <ul class="classes">
      {[...numbered, ...special].map((each) => (
        <li key={each.code}>
          <label class="check">
            <input type="checkbox" checked={!unticked.includes(each.code)} onChange={() => toggle(each.code)} data-testid={`class-${each.code}`} />
            <span class={`class-colour ${each.code === 'none' ? 'hatched' : ''}`} style={{ background: each.code === 'none' ? undefined : each.colour }} />
            <span class="class-range">{rangeText(each, decimals)}</span>
            <span class="class-bar"><span style={{ width: `${(each.areas / most) * 100}%` }} /></span>
            <span class="number" title={t('legend.areas', { n: each.areas })}>{each.areas}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function rangeText(each: LegendClass, decimals: number): string {
  if (each.code === 'none') return t('state.noData');
  if (each.code === 'zero') return '0';
  if (each.low === each.high) return limit(each.low!);
  const text = (value: number) => (decimals === 0 && value >= 10 && value < 10_000 ? exact(Math.round(value)) : limit(value));
  return `${text(each.low!)} – ${text(each.high!)}`;
}
