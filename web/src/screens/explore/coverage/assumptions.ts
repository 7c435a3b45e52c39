import type { Coverage } from '../../../api/coverage';
import type { Text } from '../../../api/types';
import { exact } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';

/** The assumption set as names and texts; what a kind of coverage does not use is left out. */
export function assumptionRows({ assumptions: set }: Coverage): [name: string, text: string][] {
  const rows: [string, string | null][] = [
    [t('coverage.basis.definition'), set.thresholdDbm === undefined ? (set.text ? say(set.text) : null)
      : t('coverage.basis.covered', { dbm: exact(set.thresholdDbm), edge: exact((set.edgeProbability ?? 0.9) * 100) })],
    [t('coverage.basis.text'), set.thresholdDbm !== undefined && set.text ? say(set.text) : null],
    [t('coverage.basis.model'), words(set.model)],
    [t('coverage.basis.bands'), words(set.bands)],
    [t('coverage.basis.building'), words(set.building)],
    [t('coverage.basis.population'), set.population ? `${words(set.population.source)}${set.population.year ? ` (${set.population.year})` : ''}` : null],
    [t('coverage.basis.grid'), set.gridM ? `${exact(set.gridM)} m` : null],
    [t('coverage.basis.defaulted'), set.defaultedShare === undefined ? null : `${exact(set.defaultedShare * 100, 1)} %`],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

/** Whatever shape a definition has, in words. */
export function words(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(words).filter(Boolean).join(t('list.comma'));
  if (typeof value !== 'object') return String(value);
  if ('zh' in value && 'en' in value) return say(value as Text);
  return Object.entries(value).map(([name, each]) => `${name} ${words(each)}`).join(t('list.comma'));
}
