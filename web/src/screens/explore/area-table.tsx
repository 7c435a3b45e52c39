import { signal } from '@preact/signals';
import { exact, rate } from '../../i18n/format';
import { locale, nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode, areaTable, type Area } from '../../state/areas';
import { shownLayers } from '../../state/catalogue';
import { countsOf } from '../../state/counts';
import { classification, indicator, type Indicator } from '../../state/indicators';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { Await } from '../../ui/states';
import { indicatorTitle } from './indicator-menu';

interface Column {
  code: string;
  title: string;
  decimals: number;
  valueOf: (area: Area) => number | null;
}

const order = signal<{ code: string; down: boolean }>({ code: 'shown', down: true });

export function AreaTable() {
  return <Await resource={areaTable(store.level.value)} what={t('error.area')} lines={8}>{(table) => <Rows areas={table.list} />}</Await>;
}

function columns(): Column[] {
  const shown: Indicator | null = indicator.value;
  const sites = shownLayers.value.filter((layer) => layer.geo.role === 'site' && shown?.code !== `count.${layer.id}`);
  return [
    ...(shown ? [{ code: 'shown', title: `${indicatorTitle(shown)} (${t(`unit.${shown.unit}`)})`, decimals: shown.decimals, valueOf: shown.valueOf }] : []),
    ...(shown?.code === 'population' ? [] : [{ code: 'population', title: `${t('indicator.population')} (${t('unit.people')})`, decimals: 0, valueOf: (area: Area) => area.population }]),
    ...sites.map((layer) => ({
      code: layer.id, title: `${say(layer.geo.titles)} (${t('unit.sites')})`, decimals: 0,
      valueOf: (area: Area) => { const counts = countsOf(layer, area.level); return counts && (counts.get(area.adcode) ?? 0); },
    })),
  ];
}

function Rows({ areas }: { areas: Area[] }) {
  const shown = columns();
  const { code, down } = order.value;
  const sortBy = shown.find((column) => column.code === code);
  const collator = new Intl.Collator(locale());
  const sorted = areas.map((area) => ({ area, value: sortBy?.valueOf(area) ?? null })).sort((a, b) => {
    if (!sortBy) return collator.compare(nameOf(a.area), nameOf(b.area)) * (down ? -1 : 1);
    // Areas without data stay at the end, whichever way the others run.
    const [noA, noB] = [a, b].map(({ value }) => +(value === null || Number.isNaN(value))) as [number, number];
    if (a.value === null || b.value === null || noA !== noB) return noA - noB;
    return (a.value - b.value) * (down ? -1 : 1);
  }).map((row) => row.area);
  const head = (columnCode: string, title: string, numeric: boolean) => (
    <th key={columnCode} scope="col" class={numeric ? 'numeric' : ''} aria-sort={code === columnCode ? (down ? 'descending' : 'ascending') : 'none'}>
      <button class="sort" onClick={() => (order.value = { code: columnCode, down: code === columnCode ? !down : numeric })}>{title}</button>
    </th>
  );
  const selected = store.selection.value;
  const unticked = store.unticked.value;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t('list.areas')}>
      <table class="table" data-testid="area-table">
        <thead><tr>{head('name', t('list.name'), false)}<th scope="col">{t('list.parent')}</th>{shown.map((column) => head(column.code, column.title, true))}</tr></thead>
        <tbody>
          {sorted.map((area) => {
            const parent = area.parentAdcode ? areaOfAdcode(area.parentAdcode) : undefined;
            const chosen = selected?.kind === 'area' && selected.adcode === area.adcode;
            const muted = unticked.includes(classification.value?.codeOf.get(area.adcode) ?? '');
            const choose = () => select({ kind: 'area', adcode: area.adcode });
            return (
              <tr key={area.adcode} aria-selected={chosen} class={muted ? 'muted' : ''} onClick={choose}>
                <th scope="row"><button class="row-button" onClick={choose}>{nameOf(area)}</button></th>
                <td class="faint">{parent && nameOf(parent)}</td>
                {shown.map((column) => {
                  const value = column.valueOf(area);
                  return <td key={column.code} class="numeric">{value === null ? <span class="faint">{t('state.noData')}</span> : Number.isNaN(value) ? <span class="faint">{t('state.nobody')}</span> : column.decimals === 2 ? rate(value) : exact(value, column.decimals)}</td>;
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
