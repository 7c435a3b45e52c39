import type { RequestFailure } from '../../api/client';
import { t } from '../../i18n/t';
import { store } from '../../state/store';
import type { Trouble } from './draft';

/** Refusals that this screen says in the reader's language. */
const KNOWN = [
  'stale', 'not-allowed', 'not-signed-in', 'not-found', 'not-checked', 'rejected-rows', 'removal-not-confirmed', 'changed-since', 'already-reversed', 'too-large',
  'duplicate-code', 'outside-province', 'not-compared', 'already-published', 'awaiting-approval', 'database-unavailable', 'too-many-requests', 'internal-error',
] as const;

export function problemWords(failure: RequestFailure): string {
  const known = KNOWN.find((code) => code === failure.code) ?? (failure.status === 412 ? 'stale' : undefined);
  if (known) return t(`upload.problem.${known}`);
  if (failure.status === 0) return t('error.network');
  return store.language.value === 'en' && failure.detail ? failure.detail : `${t('error.status', { status: failure.status })}${failure.detail ? ` ${failure.detail}` : ''}`;
}

/** Why a draft as a whole cannot be published. */
export function draftProblem({ code, detail }: { code: string; detail: string }): string {
  const known = KNOWN.find((each) => each === code);
  return known ? `${t(`upload.problem.${known}`)}${store.language.value === 'en' ? ` ${detail}` : ''}` : detail;
}

/** What failed, why, under which id, and the way to try again. */
export function TroubleNote({ trouble: { what, failure, retry } }: { trouble: Trouble }) {
  return (
    <div class="failed" role="alert">
      <p><strong>{t(`upload.failed.${what}`)}</strong></p>
      <p>{problemWords(failure)}</p>
      {failure.requestId && <p class="faint">{t('error.requestId')} <code>{failure.requestId}</code></p>}
      <button class="button" onClick={retry}>{t('action.retry')}</button>
    </div>
  );
}
