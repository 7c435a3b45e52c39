import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/t';
import { Icon } from './icon';

/** A window over the page while it is rendered; Escape and the cross close it. */
export function Dialog({ title, testId, onClose, children }: { title: string; testId: string; onClose: () => void; children: ComponentChildren }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog ref={dialog} class="dialog" data-testid={testId} aria-label={title} onClose={onClose} onKeyDown={(event) => event.stopPropagation()}>
      <header>
        <h2>{title}</h2>
        <button type="button" class="icon-button" aria-label={t('action.close')} onClick={() => dialog.current?.close()}><Icon name="close" /></button>
      </header>
      {children}
    </dialog>
  );
}
