import en from 'messages:en/account';
import zh from 'messages:zh-CN/account';
import { addMessages, nameOf, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { session } from '../../state/session';
import { store } from '../../state/store';
import '../../ui/form.css';
import { PasswordForm } from './password-form';
import { SignedOut } from './signed-out';
import { Tokens } from './tokens';

addMessages({ zh, en });

/** One's own account: what it may do, its keys, its password. */
export default function Account() {
  const { signedIn, name, role, areas, idleTimeoutS } = session.value;
  if (!signedIn || !role) return <SignedOut />;
  return (
    <main class="desk" data-testid="account">
      <div class="desk-inner">
        <div class="desk-head">
          <h2>{name}</h2>
          <button class="link" onClick={() => (store.page.value = 'explore')}>{t('account.backToMap')}</button>
        </div>
        <p>
          {t(`account.role.${role}`)}
          {areas.length > 0 && <>{t('list.colon')}{areas.map((adcode) => { const area = areaOfAdcode(adcode); return area ? nameOf(area) : adcode; }).join(t('list.comma'))}</>}
        </p>
        <p class="faint">{t(`account.may.${role}`)}{idleTimeoutS ? ` ${t('account.idle', { minutes: Math.round(idleTimeoutS / 60) })}` : ''}</p>
        <Tokens key={name} />
        <PasswordForm />
      </div>
    </main>
  );
}
