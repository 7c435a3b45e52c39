import { useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { t } from '../../i18n/t';
import { send } from '../../state/session';
import { submission } from './draft';
import { remarksUrl } from './requests';
import { TroubleNote } from './trouble-note';

type Extension = 'xlsx' | 'csv';

/** The city's own table with a column of remarks, for whoever mends it where it comes from. */
export function RemarkedTable() {
  const [failed, setFailed] = useState<{ failure: RequestFailure; extension: Extension } | null>(null);
  const fetchIt = async (extension: Extension) => {
    setFailed(null);
    const { id, file } = submission.peek()!;
    try {
      const blob = await (await send('GET', remarksUrl(id, extension))).blob();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${file.name.replace(/\.[^.]*$/, '')}-${t('upload.check.remarked')}.${extension}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      setFailed({ failure: asFailure(error), extension });
    }
  };
  return (
    <section class="remarked">
      <h3>{t('upload.check.backTitle')}</h3>
      <p class="faint">{t('upload.check.backWhy')}</p>
      <p class="button-row">
        <button class="button" data-testid="remarks-xlsx" onClick={() => void fetchIt('xlsx')}>{t('upload.check.backXlsx')}</button>
        <button class="button" onClick={() => void fetchIt('csv')}>CSV</button>
      </p>
      {failed && <TroubleNote trouble={{ what: 'report', failure: failed.failure, retry: () => void fetchIt(failed.extension) }} />}
    </section>
  );
}
