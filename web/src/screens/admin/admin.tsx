import accountEn from 'messages:en/account';
import en from 'messages:en/admin';
import accountZh from 'messages:zh-CN/account';
import zh from 'messages:zh-CN/admin';
import { useState } from 'preact/hooks';
import { addMessages, t } from '../../i18n/t';
import { isAdministrator, session } from '../../state/session';
import { store } from '../../state/store';
import '../../ui/form.css';
import { SignedOut } from '../account/signed-out';
import { AccountList } from './account-list';
import './admin.css';
import { AuditLog } from './audit-log';

addMessages({ zh: { ...accountZh, ...zh }, en: { ...accountEn, ...en } });

type Tab = 'accounts' | 'audit';

/** What administrators do: accounts, and the log of who did what. */
export default function Admin() {
  const [tab, setTab] = useState<Tab>('accounts');
  if (!session.value.signedIn) return <SignedOut />;
  if (!isAdministrator.value) return <main class="desk"><div class="desk-inner"><h2>{t('admin.notAllowed')}</h2></div></main>;
  return (
    <main class="desk" data-testid="admin">
      <div class="desk-inner">
        <div class="desk-head">
          <div class="segments" role="group" aria-label={t('screen.admin')}>
            {(['accounts', 'audit'] as const).map((each) => (
              <button key={each} data-testid={`admin-${each}`} aria-pressed={tab === each} onClick={() => setTab(each)}>{t(`admin.tab.${each}`)}</button>
            ))}
          </div>
          <button class="link" onClick={() => (store.page.value = 'explore')}>{t('account.backToMap')}</button>
        </div>
        {tab === 'accounts' ? <AccountList /> : <AuditLog />}
      </div>
    </main>
  );
}
