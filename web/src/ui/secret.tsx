import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/t';

/** Something that is shown this once: to be copied now, or never. */
export function Secret({ label, value, onDone }: { label: string; value: string; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  // It may have come above what is in sight; and copying is what there is to do now.
  useEffect(() => field.current?.focus(), [value]);
  const copy = () => {
    field.current?.select();
    // Without HTTPS there is no clipboard to write to; the old command still works there.
    const done = navigator.clipboard ? navigator.clipboard.writeText(value) : document.execCommand('copy') ? Promise.resolve() : Promise.reject();
    done.then(() => setCopied(true), () => setCopied(false));
  };
  return (
    <div class="secret" role="group" aria-label={label}>
      <p><strong>{label}</strong> {t('account.shownOnce')}</p>
      <div class="secret-line">
        <input ref={field} class="input" data-testid="secret" readOnly value={value} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
        <button class="button" onClick={copy}>{copied ? t('account.copied') : t('account.copy')}</button>
        <button class="button" data-testid="secret-done" onClick={onDone}>{t('account.kept')}</button>
      </div>
    </div>
  );
}
