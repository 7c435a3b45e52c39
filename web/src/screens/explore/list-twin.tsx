import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { shownLayers } from '../../state/catalogue';
import { store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { AreaTable } from './area-table';
import { listTarget } from './list-state';
import { SiteTable } from './site-table';

/** The map as lists: the same areas and the same sites under the same filters, for keys and readers. */
export function ListTwin() {
  const target = listTarget.value;
  const layer = shownLayers.value.find((each) => each.id === target.layer);
  const within = target.within ? areaOfAdcode(target.within) : undefined;
  return (
    <section class="list" aria-label={t('list.title')} data-testid="list-twin">
      <header class="list-head">
        <div class="segments" role="group" aria-label={t('list.title')}>
          <button aria-pressed={!layer} onClick={() => (listTarget.value = { table: 'areas', layer: null, within: null })}>{t(`level.${store.level.value}`)}</button>
          {shownLayers.value.map((each) => (
            <button key={each.id} aria-pressed={layer === each} onClick={() => (listTarget.value = { table: 'sites', layer: each.id, within: null })}>{say(each.geo.titles)}</button>
          ))}
        </div>
        {layer && within && (
          <p class="chip">{nameOf(within)}<button class="icon-button" aria-label={t('list.leaveArea')} onClick={() => (listTarget.value = { ...target, within: null })}><Icon name="close" /></button></p>
        )}
        {layer && !target.within && <p class="faint">{t('list.inWindow')}</p>}
        <span class="spring" />
        <button class="icon-button" aria-label={t('list.close')} onClick={() => (store.list.value = false)}><Icon name="close" /></button>
      </header>
      {layer ? <SiteTable key={layer.id} layer={layer} within={target.within} /> : <AreaTable />}
    </section>
  );
}
