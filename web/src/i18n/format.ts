import type { Unit } from '../state/indicators';
import { locale, t } from './t';

const formats = new Map<string, Intl.NumberFormat>();

function format(value: number, options: Intl.NumberFormatOptions): string {
  const key = locale() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) formats.set(key, (found = new Intl.NumberFormat(locale(), options)));
  return found.format(value);
}

/** Exact, grouped: 81.9139 is never enough where a list is checked against a census table. */
export function exact(value: number, decimals = 0): string {
  return format(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Two decimals, and more where two would show a small rate as none. */
export function rate(value: number): string {
  return value !== 0 && Math.abs(value) < 0.1 ? format(value, { maximumSignificantDigits: 2 }) : exact(value, 2);
}

/** As officials write it: 10.2万 in Chinese from ten thousand on, 102,000 in English. */
export function short(value: number): string {
  if (locale() === 'zh-CN' && Math.abs(value) >= 10_000) return format(value, { notation: 'compact', maximumFractionDigits: 1 } as Intl.NumberFormatOptions);
  return format(value, { maximumFractionDigits: 0 });
}

/** Class limits of large numbers: three digits, 万 in Chinese. */
export function limit(value: number): string {
  if (locale() === 'zh-CN' && Math.abs(value) >= 10_000) return format(value, { notation: 'compact', maximumSignificantDigits: 3 } as Intl.NumberFormatOptions);
  return format(value, { maximumFractionDigits: 0 });
}

/** Class limits of small numbers, as they are. */
export function plainLimit(value: number, decimals: number): string {
  if (decimals > 0 && Math.abs(value) < 0.1) return format(value, { maximumSignificantDigits: 2 });
  return format(value, { maximumFractionDigits: decimals });
}

export function unitLabel(unit: Unit): string {
  return t(`unit.${unit}`);
}

export function withUnit(value: number | null, unit: Unit, decimals: number): string {
  if (value === null) return t('state.noData');
  if (Number.isNaN(value)) return t('state.nobody');
  return `${unit === 'per10k' ? rate(value) : exact(value, decimals)} ${unitLabel(unit)}`;
}

export function day(iso: string): string {
  const date = new Date(iso);
  return isNaN(+date) ? iso : new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' } as Intl.DateTimeFormatOptions).format(date);
}

export function clock(date: Date): string {
  return new Intl.DateTimeFormat(locale(), { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(date);
}

/** A file's size in the unit that leaves it under a thousand. */
export function bytes(count: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(count) / Math.log(1024)));
  return `${format(count / 1024 ** power, { maximumFractionDigits: power < 2 ? 0 : 1 })} ${units[power]}`;
}
