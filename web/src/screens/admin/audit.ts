import { locale, t } from '../../i18n/t';
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
  'role', 'areas', 'roleBefore', 'areasBefore', 'oidcSubject', 'token', 'prefix', 'until', 'publication', 'reverses', 'dataVersion', 'added', 'changed', 'removed', 'source',
] as const;

/** Before anyone is known, the sign-in itself is who acts; no account can have this name. */
export function actorText(actor: string): string {
  return actor === '(sign-in)' ? t('admin.audit.door') : actor;
}

/** What a later version of the service records is shown under its own name. */
export function actionText(action: string): string {
  const known = KNOWN_ACTIONS.find((each) => each === action);
  return known ? t(`admin.action.${known}`) : action;
}

export function detailText(detail: Record<string, unknown>): string {
  const order = (name: string) => (KNOWN_DETAILS.findIndex((each) => each === name) + 1) || KNOWN_DETAILS.length + 1;
  return Object.entries(detail).sort(([a], [b]) => order(a) - order(b)).map(([name, value]) => {
    const known = KNOWN_DETAILS.find((each) => each === name);
    return `${known ? t(`admin.detail.${known}`) : name}${t('list.colon')}${valueText(name, value)}`;
  }).join(t('admin.detailBreak'));
}

function valueText(name: string, value: unknown): string {
  if (name === 'until') return new Intl.DateTimeFormat(locale(), { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' }).format(new Date(String(value)));
  if (Array.isArray(value)) return areaNames(value.map(String)) || '—';
  if (name === 'role' || name === 'roleBefore') return ['viewer', 'city-editor', 'province-editor', 'administrator'].includes(String(value)) ? t(`account.role.${value as 'viewer'}`) : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
