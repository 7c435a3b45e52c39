import { useEffect, useRef, useState } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { layerOf } from '../../state/catalogue';
import { Swatch } from '../../ui/swatch';
import { submission } from './draft';
import { changeMark } from './looks';
import { changeId } from './change-kinds';
import type { ChangeItems, ChangeKind } from './types';

const PER_PAGE = 50;

/** The map of the change as a list. */
export function ChangeList({ items, kinds, selected, select }: { items: ChangeItems; kinds: readonly ChangeKind[]; selected: string | null; select: (id: string) => void }) {
  const [most, setMost] = useState(PER_PAGE);
  const table = useRef<HTMLDivElement>(null);
  const rows = items.features.filter((feature) => kinds.includes(feature.properties.change));
  const at = selected === null ? -1 : rows.findIndex((feature) => changeId(feature) === selected);
  useEffect(() => {
    if (at >= most) setMost(Math.ceil((at + 1) / PER_PAGE) * PER_PAGE);
    table.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (rows.length === 0) return null;
  const layer = layerOf(submission.value!.layer);
  const fields = layer?.geo.fields ?? [];
  const titleOf = (name: string) => say(fields.find((field) => field.name === name)?.title) || (name === 'geometry' ? t('upload.change.position') : name);
  return (
    <section>
      <h3>{t('upload.change.list')}</h3>
      <div class="table-scroll" ref={table} tabIndex={0} role="region" aria-label={t('upload.change.list')}>
        <table class="table" data-testid="changes">
          <thead><tr><th scope="col">{t('upload.change.kind')}</th><th scope="col">{t('list.name')}</th><th scope="col">{t('upload.change.code')}</th><th scope="col">{t('upload.change.fields')}</th></tr></thead>
          <tbody>
            {rows.slice(0, most).map((feature) => {
              const { change, code, name, fields: changed = [] } = feature.properties;
              const id = changeId(feature);
              return (
                <tr key={id} aria-selected={id === selected} onClick={() => select(id)}>
                  <td><Swatch mark={changeMark(change, layer?.geo.geometryType)} /> {t(`upload.change.${change}`)}</td>
                  <th scope="row"><button class="row-button" onClick={() => select(id)}>{name || code}</button></th>
                  <td class="number">{code}</td>
                  <td class="faint">{changed.map(titleOf).join(t('list.comma'))}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
        {rows.length > most && (
          <p class="list-foot"><span class="faint">{t('list.shownOf', { n: exact(most), all: exact(rows.length) })}</span>
            <button class="button" onClick={() => setMost(most + PER_PAGE)}>{t('list.more')}</button></p>
        )}
      </div>
    </section>
  );
}
