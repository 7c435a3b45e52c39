import { useEffect, useRef } from 'preact/hooks';
import { withUnit } from '../../i18n/format';
import { t } from '../../i18n/t';
import { showMap } from '../../map/map-view';
import { config, catalogue } from '../../state/catalogue';
import { indicator, values } from '../../state/indicators';
import { drawnLayers, flight, hint } from '../../state/map-state';
import { Icon } from '../../ui/icon';
import { Failed, Skeleton } from '../../ui/states';
import { CellLegend } from './cell-legend';
import { coverageParts } from './coverage-parts';

export function MapPane() {
  const box = useRef<HTMLDivElement>(null);
  const settings = config.current;
  const ready = settings.state === 'ready' ? settings.value : null;
  useEffect(() => (ready && box.current ? showMap(box.current, ready) : undefined), [ready]);
  const zoomBy = (step: number) => box.current?.dispatchEvent(new CustomEvent('zoom-by', { detail: step }));
  const layers = catalogue.current;
  const Parts = coverageParts();
  return (
    <section class="map-pane" aria-label={t('map.title')}>
      <div ref={box} class="map" data-testid="map" tabIndex={0} role="application" data-drawn={[...drawnLayers.value].join(' ')} />
      <span class="crosshair" aria-hidden="true" />
      {settings.state === 'loading' && <div class="map-note"><Skeleton lines={3} /></div>}
      {settings.state === 'failed' && <div class="map-note"><Failed what={t('error.config')} failure={settings.failure} retry={config.retry} /></div>}
      {settings.state !== 'failed' && layers.state === 'failed' && <div class="map-note"><Failed what={t('error.catalogue')} failure={layers.failure} retry={catalogue.retry} /></div>}
      <div class="zoom-buttons">
        <button aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => zoomBy(1)}><Icon name="plus" /></button>
        <button aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => zoomBy(-1)}><Icon name="minus" /></button>
        <button aria-label={t('map.home')} title={t('map.home')} onClick={() => ready && (flight.value = ready.view.bounds)}><Icon name="home" /></button>
      </div>
      <CellLegend />
      {Parts && <><Parts.SwipeDivider /><Parts.DrawBar /><Parts.BasisDialog /></>}
      <MapHint />
    </section>
  );
}

function MapHint() {
  const here = hint.value;
  if (!here) return null;
  const shown = indicator.value;
  const value = here.adcode && shown ? values.value?.get(here.adcode) : undefined;
  return (
    <div class="map-hint" style={{ transform: `translate(${here.x + 14}px, ${here.y + 14}px)` }}>
      <strong>{here.title}</strong>
      {value !== undefined && shown && <span>{withUnit(value, shown.unit, shown.decimals)}</span>}
    </div>
  );
}
