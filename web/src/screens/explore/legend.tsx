import { batch } from '@preact/signals';
import { limit, plainLimit, unitLabel } from '../../i18n/format';
import { t } from '../../i18n/t';
import { areaTable } from '../../state/areas';
import { catalogue } from '../../state/catalogue';
import { classification, indicator, NO_INDICATOR, values } from '../../state/indicators';
import { zoomNow } from '../../state/map-state';
import { store } from '../../state/store';
import type { LegendClass } from '../../style/legend-classes';
import { shade } from '../../style/palettes';
import type { Method } from '../../style/classify';
import { Failed, Skeleton } from '../../ui/states';
import { coverageParts } from './coverage-parts';
import { indicatorTitle } from './indicator-menu';

export function Legend() {
  const shown = indicator.value;
  if (store.indicator.value === NO_INDICATOR || !shown || catalogue.current.state === 'failed') return null;
  const found = classification.value;
  const Parts = coverageParts();
  const methods: Method[] = shown.limits ? ['quantile', 'equal', 'fixed'] : ['quantile', 'equal'];
  return (
    <section class="legend" aria-label={t('legend.title')} data-testid="legend">
      <header class="legend-head">
        <h2>{indicatorTitle(shown)}</h2>
        <p>{unitLabel(shown.unit)}{!shown.layer && !shown.coverage && ` · ${t('legend.census')}`}{shown.coverage && Parts && <Parts.BasisButton indicator={shown} />}</p>
        <select aria-label={t('legend.method')} value={store.method.value} onChange={(event) => classifyBy(event.currentTarget.value as Method)}>
          {methods.map((method) => <option key={method} value={method}>{t(`method.${method}`)}</option>)}
        </select>
      </header>
      {found && values.value ? <ClassList classes={found.classes} text={shown.unit === 'people' ? limit : (value) => plainLimit(value, shown.decimals)} /> : <LegendWait />}
    </section>
  );
}

/** The classes of another method are other classes: what was unticked no longer means the same. */
function classifyBy(method: Method): void {
  batch(() => {
    store.method.value = method;
    store.unticked.value = [];
  });
}

function LegendWait() {
  const shown = indicator.value;
  const areas = areaTable(store.level.value);
  for (const resource of [areas, shown?.inputs?.(store.level.value)]) {
    const current = resource?.current;
    if (current?.state === 'failed') return <Failed what={t('error.values')} failure={current.failure} retry={resource!.retry} />;
  }
  return <Skeleton lines={2} />;
}

/** Classes from low to high, each a column as tall as its number of areas: legend, histogram and filter in one. */
function ClassList({ classes, text }: { classes: LegendClass[]; text: (value: number) => string }) {
  const most = Math.max(1, ...classes.map((each) => each.areas));
  const unticked = store.unticked.value;
  const zoom = zoomNow.value ?? 0;
  const toggle = (code: string) => {
    store.unticked.value = unticked.includes(code) ? unticked.filter((other) => other !== code) : [...unticked, code];
  };
  const isSpecial = (each: LegendClass) => each.code === 'zero' || each.code === 'nobody' || each.code === 'none';
  return (
    <ul class="classes">
      {[...classes.filter((each) => !isSpecial(each)), ...classes.filter(isSpecial)].map((each) => (
        <li key={each.code} class={isSpecial(each) ? 'class-apart' : ''}>
          <label class={`class ${isDark(shade(each.colour, zoom)) ? 'class-dark' : ''}`} title={t('legend.areas', { n: each.areas })}>
            <span class="class-areas"><span class="number">{each.areas}</span><span class="class-column" style={{ height: `${Math.max(1, (each.areas / most) * 22)}px` }} /></span>
            <input type="checkbox" checked={!unticked.includes(each.code)} onChange={() => toggle(each.code)} data-testid={`class-${each.code}`}
              class={each.code === 'none' ? 'hatched' : ''} style={unticked.includes(each.code) || each.code === 'none' ? undefined : { backgroundColor: shade(each.colour, zoom) }} />
            <span class="class-range">{rangeText(each, text)}</span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function rangeText(each: LegendClass, text: (value: number) => string): string {
  if (each.code === 'none') return t('state.noData');
  if (each.code === 'nobody') return t('state.nobody');
  if (each.code === 'zero') return '0';
  return each.low === each.high ? text(each.low!) : `${text(each.low!)}–${text(each.high!)}`;
}

/** Whether a tick on this colour must be white to be seen. */
function isDark(colour: string): boolean {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  return red * 0.3 + green * 0.59 + blue * 0.11 < 130;
}
