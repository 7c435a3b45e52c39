import { useEffect, useRef, useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { takeBack } from './publish-state';
import { TroubleNote } from './trouble-note';
import type { PublicationEntry } from './types';

/** Undo, asked once more: what it puts back is said before it is done. */
export function TakeBack({ entry, done }: { entry: PublicationEntry; done: (made: PublicationEntry) => void }) {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked) yes.current?.focus();
  }, [asked]);
  if (entry.reversedBy) return <p class="noted" data-testid="taken-back">{t('upload.undo.done', { id: entry.reversedBy })}</p>;
  if (!entry.mayReverse) return null;
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await takeBack(entry);
      setAsked(false);
      done(made);
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="take-back">
      {!asked
        ? <button class="button" data-testid={`undo-${entry.id}`} onClick={() => setAsked(true)}>{t('upload.undo.undo')}</button>
        : (
          <div class="asked" role="group" aria-label={t('upload.undo.undo')}>
            <p>{t('upload.undo.sure', { added: exact(entry.added), changed: exact(entry.changed), removed: exact(entry.removed) })}</p>
            <p class="button-row">
              <button ref={yes} class="button primary" data-testid="undo-yes" aria-disabled={busy} onClick={() => !busy && void run()}>{t('upload.undo.yes')}</button>
              <button class="button" onClick={() => setAsked(false)}>{t('upload.undo.no')}</button>
            </p>
          </div>
        )}
      {failure && <TroubleNote trouble={{ what: 'reverse', failure, retry: () => void run() }} />}
    </div>
  );
}
