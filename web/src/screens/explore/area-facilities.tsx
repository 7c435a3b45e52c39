import { batch } from '@preact/signals';
import { countByFacet, countVisible, cumulativeByPeriod } from '../../api/classes';
import { periodLabel } from '../../api/periods';
import type { Collection } from '../../api/types';
import { BarList, type Bar } from '../../charts/bar-list';
import { Sparkline } from '../../charts/sparkline';
import { exact, rate } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import type { Area } from '../../state/areas';
import { tickedOf } from '../../state/catalogue';
import { classesIn, countTable, sieveOfLayer } from '../../state/counts';
import { store } from '../../state/store';
import { facetValues, markOfValue, radicesOf, sieveOf } from '../../style/layer-style';
import { Await } from '../../ui/states';
import { listTarget } from './list-state';

/** The sites of one layer in one area: how many under the filters, of which kinds, since when. */
export function AreaFacilities({ area, layer }: { area: Area; layer: Collection }) {
  return (
    <section class="facilities" data-testid={`facilities-${layer.id}`}>
      <h3>{say(layer.geo.titles)}{layer.geo.syntheticCount > 0 && <span class="badge">{t('badge.synthetic')}</span>}</h3>
      <Await resource={countTable(layer, area.level)} what={t('error.counts')}>
        {() => <Numbers area={area} layer={layer} />}
      </Await>
    </section>
  );
}

function Numbers({ area, layer }: { area: Area; layer: Collection }) {
  const classes = classesIn(layer, area.level, area.adcode)!;
  const sieve = sieveOfLayer(layer);
  const total = countVisible(classes, sieve);
  const filtered = store.period.value !== null || Object.keys(tickedOf(layer.id)).length > 0;
  const all = filtered ? countVisible(classes, sieveOf(layer.geo, {}, Infinity)) : total;
  const range = layer.geo.periods;
  const series = range && cumulativeByPeriod(classes, { ...sieve, untilPeriod: Infinity }, range.from, range.to);
  const openList = () => batch(() => {
    listTarget.value = { table: 'sites', layer: layer.id, within: area.level === 'county' || area.level === 'city' ? area.adcode : null };
    store.list.value = 'list';
  });
  return (
    <>
      <p class="big-number">
        <span class="number" data-testid="sites-total">{exact(total)}</span> <span class="unit">{t('unit.sites')}</span>
        {area.population ? <span class="beside"><span class="number">{rate((total / area.population) * 10_000)}</span> <span class="unit">{t('unit.per10k')}</span></span> : null}
      </p>
      {filtered && <p class="faint">{t('area.ofAll', { all: exact(all) })}</p>}
      {all > 0 && <BarList bars={barsOf(layer, countByFacet(classes, sieve, radicesOf(layer.geo), mainFacet(layer)))} label={say(mainField(layer)?.title)} />}
      {series && range && all > 0 && (
        <figure class="series">
          <Sparkline values={series} at={(store.period.value ?? range.to) - range.from} label={t('area.series', { from: periodLabel(range.from), to: periodLabel(range.to) })} />
          <figcaption><span>{periodLabel(range.from)}</span><span>{t('area.cumulative')}</span><span>{periodLabel(range.to)}</span></figcaption>
        </figure>
      )}
      <button class="button" onClick={openList}>{t('area.openList')}</button>
    </>
  );
}

/** The facet that the symbols tell apart, or else the first. */
function mainFacet(layer: Collection): number {
  return Math.max(0, layer.geo.facets.findIndex(({ field }) => field === layer.geo.symbol.by));
}

function mainField(layer: Collection) {
  const name = layer.geo.facets[mainFacet(layer)]?.field;
  return layer.geo.fields.find((field) => field.name === name);
}

export function barsOf(layer: Collection, counts: readonly number[], name = mainField(layer)?.name): Bar[] {
  const field = layer.geo.fields.find((each) => each.name === name);
  if (!field) return [];
  const coloured = layer.geo.symbol.by === field.name;
  const bars: Bar[] = facetValues(layer.geo, field.name).map((value, i) => ({
    label: say(field.domain?.[i]?.title), value: counts[i + 1] ?? 0, mark: coloured ? markOfValue(layer.geo.symbol, value) : undefined,
  }));
  return counts[0] ? [...bars, { label: t('facet.missing'), value: counts[0] }] : bars;
}
