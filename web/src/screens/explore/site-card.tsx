import { useEffect, useMemo } from 'preact/hooks';
import { getJson } from '../../api/client';
import { Resource } from '../../api/resource';
import type { Collection, Feature } from '../../api/types';
import { say, t } from '../../i18n/t';
import { isCoarse, layerOf } from '../../state/catalogue';
import { selectedPoint } from '../../state/map-state';
import { labelPoint } from '../../state/geometry';
import { Await, Skeleton } from '../../ui/states';
import { Swatch } from '../../ui/swatch';
import { attributeText, titleOfValue } from './attribute-text';
import { coverageParts } from './coverage-parts';
import { NestedTable } from './nested-table';
import { PanelHead } from './panel-head';

/** Told apart from the rest: they head the card or close it. */
const SET_APART = new Set(['name', 'source', 'positionalQuality', 'synthetic']);

export function SiteCard({ layer: layerId, id }: { layer: string; id: string }) {
  const layer = layerOf(layerId);
  // Who signs in may see exactly where it lies.
  const coarse = !!layer && isCoarse(layer);
  const feature = useMemo(() => new Resource(() => getJson<Feature>(`/ogc/collections/${encodeURIComponent(layerId)}/items/${encodeURIComponent(id)}`)), [layerId, id, coarse]);
  const geometry = feature.value?.geometry;
  useEffect(() => {
    if (!geometry) return;
    const [lng, lat] = labelPoint(geometry);
    selectedPoint.value = { lat, lng };
  }, [geometry]);
  if (!layer) return <Skeleton lines={8} />;
  return (
    <>
      {feature.current.state !== 'ready' && <PanelHead title={say(layer.geo.titles)} closable><span class="number">{id}</span></PanelHead>}
      <Await resource={feature} what={t('error.site')} lines={10}>
        {(found) => <Attributes layer={layer} feature={found} />}
      </Await>
    </>
  );
}

function Attributes({ layer, feature }: { layer: Collection; feature: Feature }) {
  const { properties } = feature;
  const Parts = coverageParts();
  const { fields } = layer.geo;
  const given = (name: string) => properties[name] !== undefined && properties[name] !== null && properties[name] !== '';
  const plain = fields.filter((field) => !SET_APART.has(field.name) && field.type !== 'array');
  const nested = fields.filter((field) => field.type === 'array' && Array.isArray(properties[field.name]));
  const quality = fields.find((field) => field.name === 'positionalQuality');
  return (
    <div data-testid="site-card">
      <PanelHead title={String(properties.name ?? feature.id)} closable>
        <Swatch mark={layer.geo.symbol} />{say(layer.geo.titles)}{properties.synthetic === true && <span class="badge">{t('badge.synthetic')}</span>}
      </PanelHead>
      <dl class="facts">
        {plain.map((field) => (
          <div key={field.name}>
            <dt>{say(field.title)}</dt>
            <dd>{given(field.name) ? attributeText(field, properties[field.name]) : <span class="faint">{t('state.notReported')}</span>}</dd>
          </div>
        ))}
      </dl>
      {layer.geo.role === 'zone' && Parts && <Parts.ZoneCoverage layer={layer.id} id={String(feature.id)} />}
      {nested.map((field) => <NestedTable key={field.name} field={field} rows={properties[field.name] as unknown[]} />)}
      <section class="provenance">
        <h3>{t('site.source')}</h3>
        <p>{given('source') ? String(properties.source) : t('state.notReported')}</p>
        {quality && given('positionalQuality') && <p>{say(quality.title)}{t('list.colon')}{titleOfValue(quality, properties.positionalQuality)}</p>}
        {properties.synthetic === true && <p>{t('site.synthetic')}</p>}
      </section>
    </div>
  );
}
