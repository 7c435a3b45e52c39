import { batch } from '@preact/signals';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { shownLayers } from '../../state/catalogue';
import { coverages } from '../../state/coverage';
import { store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/states';
import { AreaTable } from './area-table';
import { coverageParts } from './coverage-parts';
import { listTarget, type ListTarget } from './list-state';
import { SiteTable } from './site-table';

/** The map as lists: the same areas and the same sites under the same filters, for keys and readers. */
export function ListTwin() {
  const target = listTarget.value;
  const layer = shownLayers.value.find((each) => each.id === target.layer);
  const gaps = store.list.value === 'gaps';
  const Parts = coverageParts();
  const show = (next: ListTarget) => batch(() => {
    listTarget.value = next;
    store.list.value = 'list';
  });
  const within = target.within ? areaOfAdcode(target.within) : undefined;
  return (
    <section class="list" aria-label={t('list.title')} data-testid="list-twin">
      <header class="list-head">
        <div class="segments" role="group" aria-label={t('list.title')}>
          <button aria-pressed={!gaps && !layer} onClick={() => show({ table: 'areas', layer: null, within: null })}>{t(`level.${store.level.value}`)}</button>
          {shownLayers.value.map((each) => (
            <button key={each.id} aria-pressed={!gaps && layer === each} onClick={() => show({ table: 'sites', layer: each.id, within: null })}>{say(each.geo.titles)}</button>
          ))}
          {coverages.value.length > 0 && <button aria-pressed={gaps} onClick={() => (store.list.value = 'gaps')}>{t('toolbar.gaps')}</button>}
        </div>
        {!gaps && layer && within && (
          <p class="chip">{nameOf(within)}<button class="icon-button" aria-label={t('list.leaveArea')} onClick={() => (listTarget.value = { ...target, within: null })}><Icon name="close" /></button></p>
        )}
        {!gaps && layer && !target.within && <p class="faint">{t('list.inWindow')}</p>}
        <span class="spring" />
        <button class="icon-button" aria-label={t('list.close')} onClick={() => (store.list.value = null)}><Icon name="close" /></button>
      </header>
      {gaps ? (Parts ? <Parts.GapTable /> : <Skeleton lines={6} />) : layer ? <SiteTable key={layer.id} layer={layer} within={target.within} /> : <AreaTable />}
    </section>
  );
}
