import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { postJson, session } from '../api/edit';
import { asFailure } from '../api/client';
import { t } from '../i18n/t';
import { planChanged } from '../state/plan';
import { store } from '../state/store';

const mayEdit = signal(false);
const note = signal('');
const failure = signal('');

/** What a province editor changes becomes a new version at once; the old one keeps its address. Nobody else sees the form. */
export function EditForm({ version, changes, children }: { version: number; changes: () => object; children: ComponentChildren }) {
  useEffect(() => {
    failure.value = '';
    session().then(({ role }) => (mayEdit.value = role === 'province-editor' || role === 'administrator'), () => undefined);
  }, []);
  if (!mayEdit.value || store.planVersion.value !== null) return null;
  const save = (event: Event) => {
    event.preventDefault();
    postJson('/api/plan/versions', { basedOn: version, note: note.value, ...changes() }).then(() => {
      note.value = failure.value = '';
      planChanged.value++;
    }, (error) => (failure.value = asFailure(error).detail || t('error.what', { what: t('figures.edit.title') })));
  };
  return (
    <form class="edit" data-testid="edit" onSubmit={save}>
      <h3>{t('figures.edit.title')}</h3>
      {children}
      <label class="edit-line"><span>{t('figures.edit.note')}</span><input required maxLength={500} value={note.value} onInput={(event) => (note.value = event.currentTarget.value)} /></label>
      {failure.value && <p class="error" role="alert">{failure.value}</p>}
      <button class="button" type="submit">{t('figures.edit.save', { version: version + 1 })}</button>
    </form>
  );
}

export function NumberLine({ label, value, change, min = 0 }: { label: string; value: number; change: (value: number) => void; min?: number }) {
  return <label class="edit-line"><span>{label}</span><input type="number" step="any" min={min} required value={value} onInput={(event) => event.currentTarget.value !== '' && change(+event.currentTarget.value)} /></label>;
}
