import { useState } from 'preact/hooks';
import { asFailure } from '../../api/client';
import type { AccountRole } from '../../api/types';
import { t } from '../../i18n/t';
import { sendJson } from '../../state/session';
import { Dialog } from '../../ui/dialog';
import { ROLES, type Account, type NewAccount } from './accounts';
import { AreaPicker } from './area-picker';

/** A new account, or the rights of one that is there. */
export function AccountForm({ account, onDone, onClose }: { account: Account | null; onDone: (made: NewAccount) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<AccountRole>(account?.role ?? 'city-editor');
  const [areas, setAreas] = useState<readonly string[]>(account?.areas ?? []);
  const [subject, setSubject] = useState('');
  const [byProvider, setByProvider] = useState(false);
  const [refusal, setRefusal] = useState('');
  const mine = role === 'city-editor' ? areas : [];

  const submit = (event: Event) => {
    event.preventDefault();
    if (role === 'city-editor' && areas.length === 0) return setRefusal(t('admin.areaNeeded'));
    const sent = account
      ? sendJson<Account>('PATCH', `/api/accounts/${account.id}`, { json: { role, areas: mine } }).then((changed): NewAccount => ({ account: changed }))
      : sendJson<NewAccount>('POST', '/api/accounts', { json: { name, role, areas: mine, oidcSubject: byProvider ? subject : undefined } });
    sent.then(onDone, (error) => {
      const { code, detail } = asFailure(error);
      setRefusal(code === 'name-taken' ? t('admin.nameTaken') : code === 'identity-taken' ? t('admin.identityTaken') : detail || t('error.network'));
    });
  };
  return (
    <Dialog title={account ? t('admin.rightsOf', { name: account.name }) : t('admin.newAccount')} testId="account-form" onClose={onClose}>
      <form class="form" onSubmit={submit}>
        {!account && (
          <label>
            <span>{t('admin.column.name')}</span>
            <input class="input" autoFocus required maxLength={64} pattern="[A-Za-z0-9._@+\-]+" title={t('admin.nameRule')} autocomplete="off" value={name} onInput={(event) => setName(event.currentTarget.value)} />
            <small>{t('admin.nameRule')}</small>
          </label>
        )}
        <label>
          <span>{t('admin.column.role')}</span>
          <select value={role} onChange={(event) => setRole(event.currentTarget.value as AccountRole)}>{ROLES.map((each) => <option key={each} value={each}>{t(`account.role.${each}`)}</option>)}</select>
          <small>{t(`account.may.${role}`)}</small>
        </label>
        {role === 'city-editor' && <AreaPicker chosen={areas} choose={setAreas} />}
        {!account && (
          <div>
            <label class="check"><input type="checkbox" checked={byProvider} onChange={(event) => setByProvider(event.currentTarget.checked)} />{t('admin.signsInByProvider')}</label>
            {byProvider && (
              <label><span>{t('admin.subject')}</span><input class="input" required maxLength={500} placeholder="https://sso.example.cn 1001" value={subject} onInput={(event) => setSubject(event.currentTarget.value)} /></label>
            )}
          </div>
        )}
        <p class="form-error" role="alert">{refusal}</p>
        <button class="button primary">{account ? t('admin.save') : t('admin.create')}</button>
      </form>
    </Dialog>
  );
}
