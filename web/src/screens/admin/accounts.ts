import { Resource } from '../../api/resource';
import type { AccountRole } from '../../api/types';
import { nameOf, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { sendJson } from '../../state/session';

export interface Account {
  id: string;
  name: string;
  role: AccountRole;
  areas: readonly string[];
  disabled: boolean;
  oidcSubject?: string;
  createdAt: string;
}

export interface NewAccount {
  account: Account;
  /** Shown this once; absent where the identity provider signs in. */
  password?: string;
}

export const ROLES: readonly AccountRole[] = ['viewer', 'city-editor', 'province-editor', 'administrator'];

export function accountList(): Resource<Account[]> {
  return new Resource(async () => (await sendJson<{ accounts: Account[] }>('GET', '/api/accounts')).accounts);
}

export function areaNames(adcodes: readonly string[]): string {
  return adcodes.map((adcode) => {
    const area = areaOfAdcode(adcode);
    return area ? nameOf(area) : adcode;
  }).join(t('list.comma'));
}
