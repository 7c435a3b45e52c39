import { useEffect, useState } from 'preact/hooks';
import { asFailure, isAbort, type RequestFailure } from '../../api/client';
import { exact } from '../../i18n/format';
import { locale, t } from '../../i18n/t';
import { sendJson } from '../../state/session';
import { Failed, Skeleton } from '../../ui/states';
import { actionText, actorText, detailText, KNOWN_ACTIONS, type AuditEntry, type AuditPage } from './audit';
import { AuditIntegrity } from './audit-integrity';

interface Filter {
  actor: string;
  action: string;
  subject: string;
  from: string;
  to: string;
}

const ALL: Filter = { actor: '', action: '', subject: '', from: '', to: '' };

/** The log, newest first, by who, what, whom and when; with its proof and its table. */
export function AuditLog() {
  const [asked, setAsked] = useState<Filter>(ALL);
  const [entries, setEntries] = useState<AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const query = queryOf(asked);

  const load = (before: number | null, signal?: AbortSignal) => {
    setFailure(null);
    const page = before === null ? '' : `&before=${before}`;
    sendJson<AuditPage>('GET', `/api/audit?limit=50${page}${query && `&${query}`}`, { signal }).then((answer) => {
      setEntries((held) => [...(before === null ? [] : held ?? []), ...answer.entries]);
      setNext(answer.next ?? null);
    }, (error) => isAbort(error) || setFailure(asFailure(error)));
  };
  useEffect(() => {
    const abort = new AbortController();
    load(null, abort.signal);
    return () => abort.abort();
  }, [query]);

  return (
    <section aria-labelledby="audit-title">
      <div class="desk-head">
        <h2 id="audit-title">{t('admin.tab.audit')}</h2>
        <a class="button" data-testid="audit-export" href={`/api/audit.csv${query && `?${query}`}`} download>{t('admin.export')}</a>
      </div>
      <AuditIntegrity />
      <Filters asked={asked} ask={setAsked} />
      {failure ? <Failed what={t('admin.tab.audit')} failure={failure} retry={() => load(null)} /> : !entries ? <Skeleton lines={8} /> : (
        <>
          <Entries entries={entries} />
          <p class="list-foot">
            <span class="faint">{t('admin.entriesShown', { n: exact(entries.length) })}</span>
            {next !== null && <button class="button" onClick={() => load(next)}>{t('list.more')}</button>}
          </p>
        </>
      )}
    </section>
  );
}

function Filters({ asked, ask }: { asked: Filter; ask: (filter: Filter) => void }) {
  const [typed, setTyped] = useState(asked);
  const set = (part: Partial<Filter>) => setTyped({ ...typed, ...part });
  const submit = (event: Event) => {
    event.preventDefault();
    ask(typed);
  };
  return (
    <form class="inline-form" data-testid="audit-filter" onSubmit={submit}>
      <label><span>{t('admin.audit.actor')}</span><input class="input" maxLength={64} value={typed.actor} onInput={(event) => set({ actor: event.currentTarget.value })} /></label>
      <label><span>{t('admin.audit.action')}</span>
        <select value={typed.action} onChange={(event) => set({ action: event.currentTarget.value })}>
          <option value="">{t('admin.audit.any')}</option>
          {KNOWN_ACTIONS.map((action) => <option key={action} value={action}>{actionText(action)}</option>)}
        </select>
      </label>
      <label><span>{t('admin.audit.subject')}</span><input class="input" maxLength={100} value={typed.subject} onInput={(event) => set({ subject: event.currentTarget.value })} /></label>
      <label><span>{t('admin.audit.from')}</span><input class="input" type="date" value={typed.from} onInput={(event) => set({ from: event.currentTarget.value })} /></label>
      <label><span>{t('admin.audit.to')}</span><input class="input" type="date" value={typed.to} onInput={(event) => set({ to: event.currentTarget.value })} /></label>
      <button class="button">{t('admin.audit.find')}</button>
      {queryOf(asked) !== '' && <button type="button" class="link" onClick={() => { setTyped(ALL); ask(ALL); }}>{t('admin.audit.clear')}</button>}
    </form>
  );
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const time = new Intl.DateTimeFormat(locale(), { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  if (entries.length === 0) return <p class="empty">{t('admin.audit.none')}</p>;
  return (
    <div class="desk-table" tabIndex={0} role="region" aria-labelledby="audit-title">
      <table data-testid="audit">
        <thead><tr>{(['number', 'at', 'actor', 'action', 'subject', 'address', 'detail'] as const).map((column) => <th key={column} scope="col">{t(`admin.audit.${column}`)}</th>)}</tr></thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <th scope="row" class="number">{entry.id}</th>
              <td data-label={t('admin.audit.at')} class="nowrap">{time.format(new Date(entry.at))}</td>
              <td data-label={t('admin.audit.actor')}>{actorText(entry.actor)}</td>
              <td data-label={t('admin.audit.action')} class="nowrap">{actionText(entry.action)}</td>
              <td data-label={t('admin.audit.subject')}>{entry.subject}</td>
              <td data-label={t('admin.audit.address')} class="nowrap">{entry.address ?? t('admin.audit.commandLine')}</td>
              <td data-label={t('admin.audit.detail')} class="audit-detail">{detailText(entry.detail)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Days are meant as the reader's own: from the beginning of the first to the end of the last. */
function queryOf({ from, to, ...words }: Filter): string {
  const pairs = Object.entries(words).filter(([, value]) => value.trim() !== '').map(([name, value]) => `${name}=${encodeURIComponent(value.trim())}`);
  const midnight = (day: string, after: number) => {
    const [year, month, date] = day.split('-').map(Number);
    return encodeURIComponent(new Date(year!, month! - 1, date! + after).toISOString());
  };
  if (from) pairs.push(`from=${midnight(from, 0)}`);
  if (to) pairs.push(`to=${midnight(to, 1)}`);
  return pairs.join('&');
}
