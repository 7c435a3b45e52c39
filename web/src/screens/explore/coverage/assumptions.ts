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
    [t('coverage.basis.model'), set.bands ? words(set.model) : null],
    [t('coverage.basis.bands'), set.bands ? Object.entries(set.bands).map(([band, { frequencyGhz, powerW, gainDbi }]) => `${band} ${frequencyGhz} GHz ${powerW} W ${gainDbi} dBi`).join(t('list.comma')) : null],
    [t('coverage.basis.building'), set.building ? t(`coverage.building.${set.building}`) : null],
    [t('coverage.basis.population'), set.population ? peopleOf(set.population) : null],
    [t('coverage.basis.grid'), set.gridM ? `${exact(set.gridM)} m` : null],
    [t('coverage.basis.sites'), set.sites === undefined ? null : t('coverage.basis.sitesOf', { n: exact(set.sites), out: exact(set.leftOut ?? 0) })],
    [t('coverage.basis.defaulted'), set.defaultedShare === undefined ? null : `${exact(set.defaultedShare * 100, 1)} %`],
  ];
  return rows.filter((row): row is [string, string] => Boolean(row[1]));
}

/** The census is ours and has words; a raster that a province put in its place has its own name. */
function peopleOf({ source, year }: { source: string; year: number }): string {
  return source === 'census-2020' ? t('coverage.population.census') : `${source} (${year})`;
}

/** A name that the service has in one language or in both. */
export function words(value: Text | string | null | undefined): string {
  return typeof value === 'object' ? say(value) : value ?? '';
}
