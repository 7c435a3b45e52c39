import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/t';
import { checkAgain, report, said, sending, unchecked, working } from './draft';
import { goToStep } from './navigation';
import { countOf } from './settings';
import type { Step } from './steps';

export interface Next {
  go: () => void;
  /** Why it cannot go on yet, in words. */
  blocked: string | null;
}

/** The way back and on. What was said since the last check is told here, and checked from here. */
export function StepFoot({ step, next, checks = false, children }: { step: Step; next?: Next; checks?: boolean; children?: ComponentChildren }) {
  const changed = checks && unchecked.value;
  const busy = working.value || sending.value;
  return (
    <footer class="wizard-foot">
      {step > 1 ? <button class="button" data-testid="back" onClick={() => goToStep((step - 1) as Step)}>{t('upload.back')}</button> : <span />}
      <div class="foot-middle" role="status">{changed ? <span class="unchecked" data-testid="unchecked">{uncheckedWords()}</span> : next?.blocked && <span class="faint">{next.blocked}</span>}</div>
      {children}
      {/* One and the same button to the browser: the focus stays on it when the check is done. */}
      {changed ? <button class="button primary" data-testid="check-again" aria-disabled={busy} onClick={() => !busy && void checkAgain()}>{t('upload.checkAgain')}</button> : next && (
        <button class="button primary" data-testid="next" aria-disabled={next.blocked !== null || busy} onClick={() => next.blocked === null && !busy && next.go()}>{t('upload.next')}</button>
      )}
    </footer>
  );
}

function uncheckedWords(): string {
  const { cells, rows } = countOf(said.value);
  const repairs = said.value.repairs?.length ?? 0;
  const parts = [
    cells > 0 && t('upload.unchecked.cells', { n: cells }),
    rows > 0 && t('upload.unchecked.rows', { n: rows }),
    repairs > 0 && t('upload.unchecked.repairs', { n: repairs }),
  ].filter(Boolean);
  return parts.length > 0 && report.value ? `${parts.join(t('list.comma'))} · ${t('upload.unchecked.some')}` : t('upload.unchecked.some');
}
