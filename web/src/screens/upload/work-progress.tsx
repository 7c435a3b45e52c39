import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { submission, working } from './draft';
import { transferShare } from './file-transfer';

/** How far the work is: drawn as it goes, spoken at each step and each quarter. */
export function WorkProgress() {
  const share = transferShare.value;
  const now = submission.value;
  const busy = share !== null || working.value;
  const progress = now?.progress;
  const words = t(`upload.work.${share !== null ? 'upload' : progress?.step ?? 'queue'}`);
  const done = share ?? (progress && progress.total > 0 ? progress.done / progress.total : null);
  const result = now?.outcome ? t('upload.work.done', { rows: exact(now.outcome.rows), accepted: exact(now.outcome.accepted) }) : '';
  return (
    <>
      {busy && (
        <div class="work" data-testid="work">
          <p><span>{words}</span>{done !== null && <span class="number">{exact(done * 100)} %</span>}</p>
          <progress aria-label={words} max={1} value={done ?? undefined} />
        </div>
      )}
      {/* Always there: a region that comes with its first words is not heard. */}
      <p class="unseen" role="status">{!busy ? result : done === null ? words : `${words} ${Math.floor(done * 4) * 25} %`}</p>
    </>
  );
}
