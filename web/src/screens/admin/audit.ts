import { t } from '../../i18n/t';
import { areaNames } from './accounts';

export interface AuditEntry {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
  address?: string;
}

export interface AuditPage {
  entries: AuditEntry[];
  next?: number;
}

export const KNOWN_ACTIONS = [
  'signed-in', 'signed-out', 'sign-in-failed', 'account-created', 'rights-changed', 'account-disabled', 'account-enabled', 'password-changed',
  'token-created', 'token-revoked', 'publication', 'reversal', 'definition',
] as const;

const KNOWN_DETAILS = [
  'role', 'areas', 'roleBefore', 'areasBefore', 'oidcSubject', 'until', 'token', 'prefix', 'publication', 'dataVersion', 'source', 'added', 'changed', 'removed', 'reverses',
] as const;

/** What a later version of the service records is shown under its own name. */
export function actionText(action: string): string {
  const known = KNOWN_ACTIONS.find((each) => each === action);
  return known ? t(`admin.action.${known}`) : action;
}

export function detailText(detail: Record<string, unknown>): string {
  return Object.entries(detail).map(([name, value]) => {
    const known = KNOWN_DETAILS.find((each) => each === name);
    return `${known ? t(`admin.detail.${known}`) : name}${t('list.colon')}${valueText(name, value)}`;
  }).join(t('admin.detailBreak'));
}

function valueText(name: string, value: unknown): string {
  if (Array.isArray(value)) return areaNames(value.map(String)) || '—';
  if (name === 'role' || name === 'roleBefore') return ['viewer', 'city-editor', 'province-editor', 'administrator'].includes(String(value)) ? t(`account.role.${value as 'viewer'}`) : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
