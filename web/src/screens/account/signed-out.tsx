import { t } from '../../i18n/t';
import { sessionKnown, signInAsked } from '../../state/session';

export function SignedOut() {
  return (
    <main class="desk" data-testid="signed-out">
      <div class="desk-inner">
        {sessionKnown.value && (
          <>
            <h2>{t('account.signedOut')}</h2>
            <button class="button primary" onClick={() => (signInAsked.value = 'asked')}>{t('session.signIn')}</button>
          </>
        )}
      </div>
    </main>
  );
}
