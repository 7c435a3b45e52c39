import type { Collection } from '../../api/types';
import { exact, short } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { shownLayers, toggleLayer } from '../../state/catalogue';
import { layerFailures } from '../../state/map-state';
import { Swatch } from '../../ui/swatch';
import { FacetFilters } from './facet-filters';

export function LayerRow({ layer }: { layer: Collection }) {
  const { id, geo } = layer;
  const empty = geo.count === 0;
  const shown = shownLayers.value.includes(layer);
  const failure = layerFailures.value[id];
  return (
    <li class={`layer ${empty ? 'layer-empty' : ''}`} data-testid={`layer-${id}`}>
      <label class="check layer-line" title={empty ? t('layers.explainEmpty') : say(geo.descriptions)}>
        <input type="checkbox" checked={shown} disabled={empty} onChange={() => toggleLayer(id)} />
        <Swatch mark={geo.symbol} />
        <span class="layer-title">
          {say(geo.titles)}
          {geo.planArticles.length > 0 && <span class="article">{t('layers.article', { n: geo.planArticles.join(t('list.comma')) })}</span>}
        </span>
        {empty ? <span class="no-data">{t('layers.noData')}</span> : <span class="number" title={exact(geo.count)}>{short(geo.count)}</span>}
      </label>
      {geo.syntheticCount > 0 && <p class="layer-about"><span class="badge" title={t('badge.syntheticLong')}>{t('badge.synthetic')}</span></p>}
      {failure && (
        <p class="layer-failed" role="alert">
          {t('error.tiles')}{failure.failure?.requestId && <code> {failure.failure.requestId}</code>}
          <button class="link" onClick={failure.retry}>{t('action.retry')}</button>
        </p>
      )}
      {shown && geo.facets.length > 0 && <FacetFilters layer={layer} />}
    </li>
  );
}
