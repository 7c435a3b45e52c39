import { t } from '../i18n/t';
import { sessionNotice } from '../state/session-clock';
import { refreshSession, sessionEndsAt, signInAsked } from '../state/session';

/** Says that the session is about to end while there is time to go on, and what to do when it has. */
export function SessionNotice() {
  const notice = sessionNotice.value;
  if (!notice) return null;
  // Another window may have gone on with the same session; then there is nothing to sign in for.
  const goOn = () => void refreshSession().then((session) => {
    if (!session.signedIn) signInAsked.value = 'ended';
  }, () => undefined);
  const time = new Date(sessionEndsAt.value ?? 0);
  const clock = `${time.getHours()}:${`0${time.getMinutes()}`.slice(-2)}`;
  return (
    <p class="banner" data-testid="session-notice">
      <span>{notice === 'soon' ? t('session.endsSoon', { time: clock }) : t('session.ended')}</span>
      <button class="button" onClick={goOn}>{notice === 'soon' ? t('session.goOn') : t('session.signIn')}</button>
    </p>
  );
}
