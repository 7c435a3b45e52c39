import { useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { clock } from '../../i18n/format';
import { t } from '../../i18n/t';
import { changePassword, session } from '../../state/session';

// What the service asks for; said before it refuses.
const SHORTEST = 12;

/** Changing one's own password ends every other session of the account. */
export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [replacement, setReplacement] = useState('');
  const [again, setAgain] = useState('');
  const [said, setSaid] = useState<{ text: string; failed: boolean }>({ text: '', failed: false });

  const submit = (event: Event) => {
    event.preventDefault();
    if (replacement !== again) return setSaid({ text: t('account.passwordsDiffer'), failed: true });
    changePassword(current, replacement).then(() => {
      [setCurrent, setReplacement, setAgain].forEach((clear) => clear(''));
      setSaid({ text: t('account.passwordChanged'), failed: false });
    }, (error) => setSaid({ text: reasonOf(asFailure(error)), failed: true }));
  };
  const field = (label: string, value: string, set: (text: string) => void, kind: string) => (
    <label>
      <span>{label}</span>
      <input class="input" type="password" required maxLength={256} minLength={kind === 'current-password' ? 1 : SHORTEST} autocomplete={kind} value={value} onInput={(event) => set(event.currentTarget.value)} />
    </label>
  );
  return (
    <section aria-labelledby="password-title">
      <h2 id="password-title">{t('account.password')}</h2>
      <p class="faint">{t('account.passwordRule', { n: SHORTEST })}</p>
      <form class="inline-form" data-testid="password-form" onSubmit={submit}>
        <input type="text" name="username" autocomplete="username" hidden readOnly value={session.value.name} />
        {field(t('account.currentPassword'), current, setCurrent, 'current-password')}
        {field(t('account.newPassword'), replacement, setReplacement, 'new-password')}
        {field(t('account.newPasswordAgain'), again, setAgain, 'new-password')}
        <button class="button">{t('account.changePassword')}</button>
        <p class={said.failed ? 'form-error' : 'form-note'} role="status">{said.text}</p>
      </form>
    </section>
  );
}

function reasonOf({ code, detail, status, retryAfterS }: RequestFailure): string {
  if (code === 'wrong-password') return t('account.wrongPassword');
  if (code === 'weak-password') return t('account.weakPassword', { n: SHORTEST });
  if (retryAfterS !== null) return t('account.waitUntil', { time: clock(new Date(Date.now() + retryAfterS * 1000)) });
  return detail || t('error.status', { status });
}
