import { useMemo } from 'preact/hooks';
import { Resource } from '../../api/resource';
import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { sendJson } from '../../state/session';
import { Await } from '../../ui/states';

interface Integrity {
  entries: number;
  brokenAt?: number;
  head: string;
}

/** Whether the log is the one that was written, and the head to note down elsewhere. */
export function AuditIntegrity() {
  const integrity = useMemo(() => new Resource(() => sendJson<Integrity>('GET', '/api/audit/integrity')), []);
  return (
    <div class="integrity">
      <Await resource={integrity} what={t('admin.integrity')} lines={1}>
        {({ entries, brokenAt, head }) => (
          <p data-testid="integrity" class={brokenAt === undefined ? '' : 'integrity-broken'}>
            <strong>{brokenAt === undefined ? t('admin.whole', { n: exact(entries) }) : t('admin.broken', { n: brokenAt })}</strong>
            <span class="faint">{t('admin.head')} <code>{head}</code></span>
            <button class="link" onClick={integrity.retry}>{t('admin.checkAgain')}</button>
          </p>
        )}
      </Await>
    </div>
  );
}
