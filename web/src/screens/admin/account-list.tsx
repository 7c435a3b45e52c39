import { useMemo, useState } from 'preact/hooks';
import { asFailure } from '../../api/client';
import { day } from '../../i18n/format';
import { t } from '../../i18n/t';
import { sendJson, session } from '../../state/session';
import { Secret } from '../../ui/secret';
import { Await } from '../../ui/states';
import { AccountForm } from './account-form';
import { accountList, areaNames, type Account, type NewAccount } from './accounts';

/** All accounts: made, changed, disabled, given a new password. One's own is changed by another administrator. */
export function AccountList() {
  const accounts = useMemo(accountList, []);
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  const [made, setMade] = useState<{ name: string; password: string } | null>(null);
  const [refusal, setRefusal] = useState('');
  const fail = (error: unknown) => setRefusal(asFailure(error).detail || t('error.network'));

  const done = ({ account, password }: NewAccount) => {
    setEdited(null);
    setRefusal('');
    if (password) setMade({ name: account.name, password });
    void accounts.retry();
  };
  const toggle = (account: Account) => {
    if (!account.disabled && !confirm(t('admin.disableAsked', { name: account.name }))) return;
    sendJson<Account>('PATCH', `/api/accounts/${account.id}`, { json: { disabled: !account.disabled } }).then((changed) => done({ account: changed }), fail);
  };
  const reset = (account: Account) => {
    if (confirm(t('admin.resetAsked', { name: account.name }))) sendJson<NewAccount>('POST', `/api/accounts/${account.id}/password`).then(done, fail);
  };
  return (
    <section aria-labelledby="accounts-title">
      <div class="desk-head">
        <h2 id="accounts-title">{t('admin.tab.accounts')}</h2>
        <button class="button primary" data-testid="new-account" onClick={() => setEdited('new')}>{t('admin.newAccount')}</button>
      </div>
      {made && <Secret label={t('admin.passwordOf', { name: made.name })} value={made.password} onDone={() => setMade(null)} />}
      <p class="form-error" role="alert">{refusal}</p>
      <Await resource={accounts} what={t('admin.tab.accounts')} lines={6}>
        {(list) => (
          <div class="desk-table" tabIndex={0} role="region" aria-labelledby="accounts-title">
            <table data-testid="accounts">
              <thead><tr>{(['name', 'role', 'areas', 'signIn', 'made'] as const).map((column) => <th key={column} scope="col">{t(`admin.column.${column}`)}</th>)}<td /></tr></thead>
              <tbody>{list.map((account) => <Row key={account.id} account={account} edit={setEdited} toggle={toggle} reset={reset} />)}</tbody>
            </table>
          </div>
        )}
      </Await>
      {edited && <AccountForm account={edited === 'new' ? null : edited} onDone={done} onClose={() => setEdited(null)} />}
    </section>
  );
}

function Row({ account, edit, toggle, reset }: {
  account: Account; edit: (account: Account) => void; toggle: (account: Account) => void; reset: (account: Account) => void;
}) {
  const own = account.name === session.value.name;
  return (
    <tr class={account.disabled ? 'off' : ''} data-account={account.name}>
      <th scope="row">{account.name}{account.disabled && <span class="state-off">{t('admin.disabled')}</span>}</th>
      <td data-label={t('admin.column.role')} class="nowrap">{t(`account.role.${account.role}`)}</td>
      <td data-label={t('admin.column.areas')}>{areaNames(account.areas) || '—'}</td>
      <td data-label={t('admin.column.signIn')}>{account.oidcSubject ? <span title={account.oidcSubject}>{t('admin.byProvider')}</span> : t('admin.byPassword')}</td>
      <td data-label={t('admin.column.made')} class="nowrap">{day(account.createdAt)}</td>
      <td class="acts">
        {own ? <span class="faint">{t('admin.own')}</span> : (
          <>
            <button class="button" aria-label={`${t('admin.edit')} ${account.name}`} onClick={() => edit(account)}>{t('admin.edit')}</button>
            {!account.oidcSubject && <button class="button" aria-label={`${t('admin.reset')} ${account.name}`} onClick={() => reset(account)}>{t('admin.reset')}</button>}
            <button class="button" aria-label={`${account.disabled ? t('admin.enable') : t('admin.disable')} ${account.name}`} onClick={() => toggle(account)}>{account.disabled ? t('admin.enable') : t('admin.disable')}</button>
          </>
        )}
      </td>
    </tr>
  );
}
