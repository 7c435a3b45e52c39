import type { Field } from '../../api/types';
import { day } from '../../i18n/format';
import { locale, nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';

/** The title of a domain value, or the value itself where the domain does not know it. */
export function titleOfValue(field: Field, value: unknown): string {
  const entry = field.domain?.find((each) => each.value === String(value));
  return entry ? say(entry.title) : String(value);
}

export function attributeText(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (field.domain) return titleOfValue(field, value);
  if (field.name.endsWith('Adcode')) {
    const area = areaOfAdcode(String(value));
    return area ? nameOf(area) : String(value);
  }
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (field.type === 'date') return day(String(value));
  const text = typeof value === 'number' ? new Intl.NumberFormat(locale(), { maximumFractionDigits: 6 }).format(value) : String(value);
  if (!field.unit) return text;
  // Signs stand at the number, letters apart from it.
  return /^[°%]/.test(field.unit) ? text + field.unit : `${text} ${field.unit}`;
}
