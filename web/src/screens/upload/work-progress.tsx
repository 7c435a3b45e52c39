import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { submission, working } from './draft';
import { transferShare } from './file-transfer';

/** How far the work is: drawn as it goes, spoken at each step and each quarter. */
export function WorkProgress() {
  const share = transferShare.value;
  const now = submission.value;
  const busy = working.value;
  if (share === null && !busy) return <p class="unseen" role="status">{now?.outcome ? t('upload.work.done', { rows: exact(now.outcome.rows), accepted: exact(now.outcome.accepted) }) : ''}</p>;
  const progress = now?.progress;
  const step = share !== null ? 'upload' : progress?.step ?? 'queue';
  const done = share ?? (progress && progress.total > 0 ? progress.done / progress.total : null);
  const spoken = done === null ? t(`upload.work.${step}`) : `${t(`upload.work.${step}`)} ${Math.floor(done * 4) * 25} %`;
  return (
    <div class="work" data-testid="work">
      <p><span>{t(`upload.work.${step}`)}</span>{done !== null && <span class="number">{exact(done * 100)} %</span>}</p>
      <progress aria-label={t(`upload.work.${step}`)} max={1} value={done ?? undefined} />
      <p class="unseen" role="status">{spoken}</p>
    </div>
  );
}
