import type { Collection, Field } from '../../api/types';
import { say, t } from '../../i18n/t';
import { change, said } from './draft';
import { missingFields, POSITIONS, targetOf } from './mapping';
import type { Report } from './types';

/** What the layer must have and no column holds. */
export function MissingNote({ layer, report }: { layer: Collection; report: Report }) {
  const missing = missingFields(layer.geo.fields, report, said.value);
  if (missing.length === 0) return null;
  return (
    <p class="refused" role="status" data-testid="missing">
      {t('upload.columns.missing', { names: missing.map((each) => (typeof each === 'string' ? t(`upload.target.${each}`) : say(each.title))).join(t('list.comma')) })}
    </p>
  );
}

/** The file's columns and what each is taken for: matched already, and changeable. */
export function ColumnTable({ layer, report, disabled }: { layer: Collection; report: Report; disabled: boolean }) {
  const settings = said.value;
  const set = (column: string, target: string) => change(mapTo(column, target, report));
  return (
    <section>
      <h3>{t('upload.columns.match')}</h3>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={t('upload.columns.match')}>
        <table class="table columns" data-testid="columns">
          <thead><tr><th scope="col">{t('upload.columns.column')}</th><th scope="col">{t('upload.columns.values')}</th><th scope="col">{t('upload.columns.field')}</th></tr></thead>
          <tbody>
            {report.columns.map(({ column }, i) => {
              const target = targetOf(column, report, settings);
              return (
                <tr key={`${column}/${i}`} class={target === '' ? 'unmatched' : ''}>
                  <th scope="row">{column || <span class="faint">{t('upload.columns.nameless')}</span>}</th>
                  <td class="faint sample-values">{samples(report, i)}</td>
                  <td>
                    <select aria-label={t('upload.columns.fieldOf', { column })} disabled={disabled} value={target} onChange={(event) => set(column, event.currentTarget.value)}>
                      <option value="">{t('upload.columns.unused')}</option>
                      <optgroup label={t('upload.columns.position')}>{POSITIONS.map((each) => <option key={each} value={each}>{t(`upload.target.${each}`)}</option>)}</optgroup>
                      <optgroup label={t('upload.columns.fields')}>{layer.geo.fields.filter((field) => !field.items).map(option)}</optgroup>
                      {layer.geo.fields.filter((field) => field.items).map((array) => (
                        <optgroup key={array.name} label={say(array.title)}>{array.items!.map((item) => <option key={item.name} value={`${array.name}.${item.name}`}>{`${say(array.title)} · ${say(item.title)}`}</option>)}</optgroup>
                      ))}
                    </select>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function option(field: Field) {
  return <option key={field.name} value={field.name}>{`${say(field.title)}${field.required ? ' *' : ''}`}</option>;
}

function samples(report: Report, column: number): string {
  const values = (report.preview?.rows ?? []).map(({ cells }) => cells[column]).filter(Boolean) as string[];
  return [...new Set(values)].slice(0, 3).join(' · ');
}

/** Each target has one column: who takes it takes it from the other. */
function mapTo(column: string, target: string, report: Report) {
  const settings = said.peek();
  const own = targetOf(column, report, {});
  const columns: Record<string, string> = { ...settings.columns };
  const rival = target === '' || target === 'ignored' ? undefined : report.columns.find((each) => each.column !== column && targetOf(each.column, report, settings) === target);
  if (rival) columns[rival.column] = 'ignored';
  if (target === own) delete columns[column];
  else columns[column] = target || 'ignored';
  return { ...settings, columns };
}
