import { batch } from '@preact/signals';
import type { Level } from '../../api/types';
import type { Coverage, CoverageIndicator } from '../../api/coverage';
import { say, t } from '../../i18n/t';
import { areaCollection } from '../../state/catalogue';
import { indicator, indicators, NO_INDICATOR, type Indicator } from '../../state/indicators';
import { store } from '../../state/store';

export const LEVELS: readonly Level[] = ['county', 'city', 'circle', 'province'];

export function indicatorTitle(shown: Indicator): string {
  if (shown.coverage) return coverageTitle(shown.coverage.of, shown.coverage.as);
  if (!shown.layer) return t(`indicator.${shown.code as 'population' | 'density' | 'urban'}`);
  const layer = say(shown.layer.geo.titles);
  return shown.unit === 'per10k' ? t('indicator.rate', { layer }) : t('indicator.count', { layer });
}

/** Chosen from a list, the title must say of what it is. */
export function coverageTitle(of: Coverage, as: CoverageIndicator): string {
  const [layer, title] = [say(of.titles), say(as.title)];
  return title.includes(layer) ? title : t('indicator.coverage', { layer, title });
}

export function IndicatorMenu() {
  const census = indicators.value.filter((each) => !each.layer && !each.coverage);
  const covered = indicators.value.filter((each) => each.coverage);
  const counted = indicators.value.filter((each) => each.layer);
  const choose = (code: string) => batch(() => {
    store.indicator.value = code;
    store.unticked.value = [];
    if (store.method.peek() === 'fixed' && !indicators.peek().find((each) => each.code === code)?.limits) store.method.value = 'quantile';
  });
  const option = (each: Indicator) => <option key={each.code} value={each.code}>{indicatorTitle(each)}</option>;
  return (
    <label class="field">
      <span>{t('toolbar.indicator')}</span>
      <select data-testid="indicator" value={indicator.value?.code ?? store.indicator.value} onChange={(event) => choose(event.currentTarget.value)}>
        <option value={NO_INDICATOR}>{t('indicator.none')}</option>
        <optgroup label={t('indicator.census')}>{census.map(option)}</optgroup>
        {covered.length > 0 && <optgroup label={t('indicator.coverages')}>{covered.map(option)}</optgroup>}
        {counted.length > 0 && <optgroup label={t('indicator.facilities')}>{counted.map(option)}</optgroup>}
      </select>
    </label>
  );
}

export function LevelMenu() {
  const choose = (level: Level) => batch(() => {
    store.level.value = level;
    store.unticked.value = [];
  });
  return (
    <label class="field">
      <span>{t('toolbar.level')}</span>
      <select data-testid="level" value={store.level.value} onChange={(event) => choose(event.currentTarget.value as Level)}>
        {LEVELS.filter((level) => level === store.level.value || areaCollection(level)).map((level) => <option key={level} value={level}>{t(`level.${level}`)}</option>)}
      </select>
    </label>
  );
}
