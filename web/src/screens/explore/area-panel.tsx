import { exact } from '../../i18n/format';
import { nameOf, t } from '../../i18n/t';
import { areaOfAdcode, areaTable, levelOf, type Area } from '../../state/areas';
import { shownLayers } from '../../state/catalogue';
import { select } from '../../state/map-state';
import { Await } from '../../ui/states';
import { AreaFacilities } from './area-facilities';
import { coverageParts } from './coverage-parts';
import { PanelHead } from './panel-head';

export function AreaPanel({ adcode, closable }: { adcode: string; closable?: boolean }) {
  return (
    <Await resource={areaTable(levelOf(adcode))} what={t('error.area')} lines={9}>
      {(table) => {
        const area = table.byAdcode.get(adcode);
        return area ? <AreaFacts area={area} closable={closable} /> : (
          <><PanelHead title={adcode} closable={closable} /><p class="empty">{t('detail.noSuchArea')}</p></>
        );
      }}
    </Await>
  );
}

function AreaFacts({ area, closable }: { area: Area; closable?: boolean }) {
  const parent = area.parentAdcode ? areaOfAdcode(area.parentAdcode) : undefined;
  const Parts = coverageParts();
  const sites = shownLayers.value.filter((layer) => layer.geo.role === 'site');
  return (
    <>
      <PanelHead title={nameOf(area)} closable={closable}>
        {t(`one.${area.level}`)}
        {/^\d{6}$/.test(area.adcode) && <> · <span class="number">{area.adcode}</span></>}
        {parent && <> · <button class="link" onClick={() => select({ kind: 'area', adcode: parent.adcode })}>{nameOf(parent)}</button></>}
      </PanelHead>
      <dl class="facts">
        <Fact name={t('indicator.population')} value={area.population} unit={t('unit.people')} />
        <Fact name={t('area.urban')} value={area.urbanPopulation} unit={t('unit.people')} />
        <Fact name={t('area.rural')} value={area.ruralPopulation} unit={t('unit.people')} />
        <Fact name={t('indicator.urban')} value={share(area.urbanPopulation, area.population, 100)} decimals={1} unit={t('unit.percent')} />
        <Fact name={t('area.size')} value={area.areaKm2} unit={t('unit.km2')} />
        <Fact name={t('indicator.density')} value={share(area.population, area.areaKm2, 1)} unit={t('unit.perKm2')} />
      </dl>
      <p class="source">{t('area.census')}</p>
      {Parts && <Parts.AreaCoverage area={area} />}
      {sites.length === 0 ? <p class="empty">{t('area.noLayer')}</p> : sites.map((layer) => <AreaFacilities key={layer.id} area={area} layer={layer} />)}
    </>
  );
}

function share(part: number | null, whole: number | null, scale: number): number | null {
  return part === null || !whole ? null : (part / whole) * scale;
}

function Fact({ name, value, unit, decimals = 0 }: { name: string; value: number | null; unit: string; decimals?: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === null ? <span class="faint">{t('state.notReported')}</span> : <><span class="number">{exact(value, decimals)}</span> <span class="unit">{unit}</span></>}</dd>
    </div>
  );
}
