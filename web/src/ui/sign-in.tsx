import en from 'messages:en/signin';
import zh from 'messages:zh-CN/signin';
import { useEffect, useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../api/client';
import { addMessages, locale, t } from '../i18n/t';
import { giveUpSignIn, session, signedInElsewhere, signIn, signInAsked } from '../state/session';
import { address } from '../state/store';
import { Dialog } from './dialog';
import './form.css';

addMessages({ zh, en });

export default function SignIn() {
  const ended = signInAsked.value === 'ended';
  const [name, setName] = useState(ended ? session.peek().name ?? '' : '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState('');

  // Work is open in this window: the identity provider gets another, and coming back here looks whether it is done.
  useEffect(() => {
    if (!ended) return;
    const look = () => void signedInElsewhere().catch(() => undefined);
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [ended]);

  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setRefusal('');
    signIn(name, password).catch((error) => {
      setBusy(false);
      setPassword('');
      setRefusal(reasonOf(asFailure(error)));
      document.getElementById('sign-in-password')?.focus();
    });
  };

  return (
    <Dialog title={t('session.signIn')} testId="sign-in-dialog" onClose={giveUpSignIn}>
      {ended && <p class="form-note">{t('signin.ended')}</p>}
      <form class="form" onSubmit={submit}>
        <label>
          <span>{t('signin.name')}</span>
          <input id="sign-in-name" class="input" autocomplete="username" autoFocus={!name} required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label>
          <span>{t('signin.password')}</span>
          <input id="sign-in-password" class="input" type="password" autocomplete="current-password" autoFocus={!!name} required maxLength={256} value={password} onInput={(event) => setPassword(event.currentTarget.value)} />
        </label>
        <p class="form-error" role="alert">{refusal}</p>
        <button class="button primary" disabled={busy}>{busy ? t('signin.busy') : t('session.signIn')}</button>
      </form>
      <p class="faint">{t('signin.help')}</p>
      {session.value.oidc && (
        <p class="form-or">
          <a class="button" data-testid="oidc" href={`/api/session/oidc?return=${encodeURIComponent(address.value)}`} target={ended ? '_blank' : undefined} rel="noopener">{t('signin.oidc')}</a>
        </p>
      )}
    </Dialog>
  );
}

function reasonOf({ status, code, detail, retryAfterS }: RequestFailure): string {
  if (retryAfterS !== null && status === 429) {
    const time = new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(Date.now() + retryAfterS * 1000));
    return code === 'locked-out' ? t('signin.lockedOut', { time }) : t('signin.tooMany', { time });
  }
  if (code === 'wrong-credentials') return t('signin.wrong');
  return status === 0 ? t('error.network') : detail || t('error.status', { status });
}
