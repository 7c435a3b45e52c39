import type { ComponentChildren } from 'preact';
import type { RequestFailure } from '../api/client';
import type { Resource } from '../api/resource';
import { t } from '../i18n/t';

export function Skeleton({ lines }: { lines: number }) {
  return (
    <div class="skeleton" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: lines }, (_, i) => <span key={i} style={{ width: `${92 - ((i * 37) % 45)}%` }} />)}
    </div>
  );
}

/** What failed, in whose words, under which id, and the way to try again. */
export function Failed({ what, failure, retry }: { what: string; failure: RequestFailure; retry: () => void }) {
  return (
    <div class="failed" role="alert">
      <p><strong>{t('error.what', { what })}</strong></p>
      <p>{failure.status === 0 && !failure.detail ? t('error.network') : failure.detail || t('error.status', { status: failure.status })}</p>
      {failure.requestId && <p class="faint">{t('error.requestId')} <code>{failure.requestId}</code></p>}
      <button class="button" onClick={retry}>{t('action.retry')}</button>
    </div>
  );
}

/** Shows a resource in whichever of its three states it is. */
export function Await<T>({ resource, what, lines = 4, children }: {
  resource: Resource<T>; what: string; lines?: number; children: (value: T) => ComponentChildren;
}) {
  const current = resource.current;
  if (current.state === 'loading') return <Skeleton lines={lines} />;
  if (current.state === 'failed') return <Failed what={what} failure={current.failure} retry={resource.retry} />;
  return <>{children(current.value)}</>;
}
