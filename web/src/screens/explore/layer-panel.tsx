import { say, t } from '../../i18n/t';
import { catalogue, config, groups } from '../../state/catalogue';
import { coverageCatalogue, coverages } from '../../state/coverage';
import { store } from '../../state/store';
import { Await, Failed } from '../../ui/states';
import { coverageResource } from './coverage-parts';
import { LayerRow } from './layer-row';

export function LayerPanel() {
  return (
    <Await resource={catalogue} what={t('error.catalogue')} lines={12}>
      {() => (
        <>
          <CoverageGroup />
          {groups.value.length === 0 && <p class="empty">{t('layers.none')}</p>}
          {groups.value.map((group) => (
            <section key={group.id} class="group" aria-labelledby={`group-${group.id}`}>
              <h2 id={`group-${group.id}`}>{say(group.title)}</h2>
              <ul>{group.layers.map((layer) => <LayerRow key={layer.id} layer={layer} />)}</ul>
            </section>
          ))}
          <BasemapMenu />
          <p class="source side-foot">{t('layers.planNote')}{groups.value.some((group) => group.layers.some((layer) => layer.geo.count === 0)) && t('layers.explainEmpty')}</p>
        </>
      )}
    </Await>
  );
}

function CoverageGroup() {
  const resource = coverageResource();
  const list = coverageCatalogue();
  if (list.current.state === 'failed') return <Failed what={t('error.coverage')} failure={list.current.failure} retry={list.retry} />;
  if (coverages.value.length === 0) return null;
  return resource && <Await resource={resource} what={t('error.coverage')} lines={3}>{({ CoveragePanel }) => <CoveragePanel />}</Await>;
}

function BasemapMenu() {
  const basemaps = config.value?.basemaps ?? [];
  if (basemaps.length === 0) return null;
  return (
    <section class="group">
      <label class="field"><span>{t('basemap.title')}</span>
        <select value={store.basemap.value ?? ''} onChange={(event) => (store.basemap.value = event.currentTarget.value || null)}>
          <option value="">{t('basemap.own')}</option>
          {basemaps.map((basemap) => <option key={basemap.id} value={basemap.id}>{say(basemap.titles)}</option>)}
        </select>
      </label>
    </section>
  );
}
