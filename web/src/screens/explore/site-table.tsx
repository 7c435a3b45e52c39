import { useEffect, useState } from 'preact/hooks';
import { asFailure, getJson, isAbort, nextPage, type RequestFailure } from '../../api/client';
import type { Collection, Feature, FeatureCollection } from '../../api/types';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { tickedOf, untilPeriod } from '../../state/catalogue';
import { select, viewBox } from '../../state/map-state';
import { store } from '../../state/store';
import { Failed, Skeleton } from '../../ui/states';
import { attributeText } from './attribute-text';
import { firstPage, unsaidBy } from './items-query';

interface Pages {
  rows: Feature[];
  next: string | null;
  matched: number | null;
}

/** The sites under the filters, in the window of the map or in one area, page by page. */
export function SiteTable({ layer, within }: { layer: Collection; within: string | null }) {
  const url = firstPage(layer, tickedOf(layer.id), untilPeriod.value, within, viewBox.value);
  const [pages, setPages] = useState<Pages | null>(null);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const [asked, setAsked] = useState<{ url: string | null; more: boolean }>({ url, more: false });

  useEffect(() => {
    if (url === asked.url && !asked.more) return;
    // A map being dragged changes its window many times; the list follows when it rests.
    const timer = setTimeout(() => setAsked({ url, more: false }), 300);
    return () => clearTimeout(timer);
  }, [url]);

  useEffect(() => {
    const abort = new AbortController();
    setFailure(null);
    if (!asked.url) setPages({ rows: [], next: null, matched: 0 });
    else {
      getJson<FeatureCollection>(asked.url, abort.signal).then((page) => setPages((before) => ({
        rows: [...(asked.more && before ? before.rows : []), ...page.features],
        next: nextPage(page.links),
        matched: page.numberMatched ?? null,
      })), (error) => isAbort(error) || setFailure(asFailure(error)));
    }
    return () => abort.abort();
  }, [asked]);

  if (failure) return <Failed what={t('error.list')} failure={failure} retry={() => setAsked({ ...asked })} />;
  if (!pages) return <Skeleton lines={8} />;
  const rows = pages.rows.filter((row) => !unsaidBy(layer, tickedOf(layer.id), row));
  if (rows.length === 0) return <p class="empty">{t('list.noSites')}</p>;
  const columns = layer.geo.fields.filter((field) => layer.geo.facets.some((facet) => facet.field === field.name) || field.name === 'inServiceDate' || field.name === 'countyAdcode');
  const selected = store.selection.value;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={say(layer.geo.titles)}>
      <table class="table" data-testid="site-table">
        <thead><tr><th scope="col">{t('list.name')}</th>{columns.map((field) => <th key={field.name} scope="col">{say(field.title)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => {
            const id = String(row.id);
            const choose = () => select({ kind: 'feature', layer: layer.id, id });
            return (
              <tr key={id} aria-selected={selected?.kind === 'feature' && selected.layer === layer.id && selected.id === id} onClick={choose}>
                <th scope="row"><button class="row-button" onClick={choose}>{String(row.properties.name ?? row.properties.code ?? id)}</button></th>
                {columns.map((field) => <td key={field.name}>{attributeText(field, row.properties[field.name]) || <span class="faint">—</span>}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="list-foot">
        <span class="faint">{pages.matched === null ? t('list.shown', { n: exact(rows.length) }) : t('list.shownOf', { n: exact(rows.length), all: exact(pages.matched) })}</span>
        {pages.next && <button class="button" onClick={() => setAsked({ url: pages.next, more: true })}>{t('list.more')}</button>}
      </p>
    </div>
  );
}
