import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t, type MessageKey } from '../i18n/t';
import { Icon } from './icon';

export const helpOpen = signal(false);

const KEYS: readonly { keys: string; meaningKey: MessageKey }[] = [
  { keys: '/', meaningKey: 'help.search' },
  { keys: '← ↑ → ↓', meaningKey: 'help.move' },
  { keys: '+  −', meaningKey: 'help.zoom' },
  { keys: 'Enter', meaningKey: 'help.pick' },
  { keys: 'Esc', meaningKey: 'help.back' },
  { keys: '?', meaningKey: 'help.help' },
];

export function HelpDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = helpOpen.value;
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="help-title" onClose={() => (helpOpen.value = false)}>
      <header>
        <h2 id="help-title">{t('help.title')}</h2>
        <button class="icon-button" aria-label={t('action.close')} onClick={() => (helpOpen.value = false)}><Icon name="close" /></button>
      </header>
      <dl class="keys">
        {KEYS.map(({ keys, meaningKey }) => <div key={keys}><dt><kbd>{keys}</kbd></dt><dd>{t(meaningKey)}</dd></div>)}
      </dl>
      <p class="faint">{t('help.listTwin')}</p>
    </dialog>
  );
}
