import { useState } from 'preact/hooks';
import { nameOf, t } from '../../i18n/t';
import { areaTable, type Area } from '../../state/areas';
import { areaNames } from './accounts';

/** Cities and their counties, to be ticked; a city holds its counties, so those need no tick of their own. */
export function AreaPicker({ chosen, choose }: { chosen: readonly string[]; choose: (areas: readonly string[]) => void }) {
  const [words, setWords] = useState('');
  const cities = areaTable('city').value?.list ?? [];
  const counties = areaTable('county').value?.list ?? [];
  const fits = (area: Area) => words === '' || `${area.name} ${area.nameEn.toLowerCase()} ${area.adcode}`.includes(words.trim().toLowerCase());
  const toggle = (area: Area) => {
    const held = area.level === 'city' ? counties.filter((county) => county.parentAdcode === area.adcode).map((county) => county.adcode) : [];
    choose(chosen.includes(area.adcode) ? chosen.filter((other) => other !== area.adcode) : [...chosen.filter((other) => !held.includes(other)), area.adcode]);
  };
  const line = (area: Area, within: boolean) => (
    <li key={area.adcode} class={area.level === 'city' ? 'picker-city' : 'picker-county'}>
      <label class="check"><input type="checkbox" checked={within || chosen.includes(area.adcode)} disabled={within} onChange={() => toggle(area)} />{nameOf(area)}</label>
    </li>
  );
  return (
    <fieldset class="picker">
      <legend class="label">{t('admin.column.areas')}</legend>
      <p data-testid="chosen-areas" aria-live="polite">{chosen.length ? areaNames(chosen) : <span class="faint">{t('admin.noArea')}</span>}</p>
      <input class="input" type="search" aria-label={t('admin.findArea')} placeholder={t('admin.findArea')} value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      <ul tabIndex={0} aria-label={t('admin.column.areas')}>
        {cities.map((city) => {
          const within = counties.filter((county) => county.parentAdcode === city.adcode && (fits(county) || fits(city)));
          if (!fits(city) && within.length === 0) return null;
          return [line(city, false), ...within.map((county) => line(county, chosen.includes(city.adcode)))];
        })}
      </ul>
    </fieldset>
  );
}
