import { useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { session } from '../../state/session';
import { store } from '../../state/store';
import { helpOpen } from '../../ui/help-dialog';
import { openDraft } from './draft';
import { History } from './history';
import { Home } from './home';
import { Wizard } from './wizard';
import '../../map/map.css';
import '../../ui/table.css';
import './upload.css';

let reader: string | undefined;

/** Bringing a table in: a draft's five steps, the list of drafts, or the history of a layer, as the address says. */
export default function Upload() {
  useSignalEffect(() => openDraft(store.draft.value));
  useSignalEffect(() => {
    const { name } = session.value;
    if (!name || name === reader) return;
    // What one person had open is not the next one's.
    if (reader !== undefined) openDraft(store.draft.peek(), true);
    reader = name;
  });
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const inWizard = store.draft.value !== null || store.step.value !== null || store.intake.value !== null;
  return <main class="upload">{store.history.value !== null ? <History layer={store.history.value} /> : inWizard ? <Wizard /> : <Home />}</main>;
}

function onKey(event: KeyboardEvent): void {
  const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  if (typing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key === '/') document.getElementById('search')?.focus();
  else if (event.key === '?') helpOpen.value = true;
  else return;
  event.preventDefault();
}
