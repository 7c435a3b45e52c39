import type { ComponentChildren } from 'preact';
import type { Coverage, PointValue, ServingSite } from '../../../api/coverage';
import { exact } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';
import { shownCoverage } from '../../../state/coverage';
import { sides, valueAt } from '../../../state/coverage-view';
import { select } from '../../../state/map-state';
import { store } from '../../../state/store';
import { Icon } from '../../../ui/icon';
import { Await } from '../../../ui/states';
import { openBasis } from './basis';

/** The raster at a click: level, margin, how many sites serve, and which serves best. Of two versions, both. */
export function PointCard() {
  const shown = shownCoverage.value;
  const point = store.point.value;
  if (!shown || !point) return null;
  const [lng, lat] = point;
  return (
    <section class="point-card" data-testid="point-card" aria-label={t('coverage.point')}>
      <header class="panel-head">
        <div>
          <h2>{t('coverage.pointOf', { layer: say(shown.titles) })}</h2>
          <p class="faint number">{t('coverage.place', { lng: lng.toFixed(5), lat: lat.toFixed(5) })}</p>
        </div>
        <button class="icon-button" aria-label={t('coverage.closePoint')} onClick={() => (store.point.value = null)}><Icon name="close" /></button>
      </header>
      {sides.value.map(({ version, pane }) => (
        <div key={pane}>
          {sides.value.length > 1 && <h3>{t('coverage.version', { n: version })}</h3>}
          <Await resource={valueAt(shown.layer, version, point)} what={t('coverage.error.point')} lines={5}>
            {(value) => <Value of={shown} value={value} />}
          </Await>
        </div>
      ))}
    </section>
  );
}

function Value({ of, value }: { of: Coverage; value: PointValue }) {
  const known = value.levelDbm ?? value.distanceM ?? value.roundTripMs ?? null;
  const basis = of.indicators[0];
  const isRadio = of.kind === 'radio';
  return (
    <>
      <p class="big-number">
        {isRadio && (known === null ? <strong>{t('coverage.noSignal')}</strong> : <><span class="number" data-testid="level">{exact(value.levelDbm!, 1)}</span> <span class="unit">dBm</span></>)}
        {of.kind === 'reach' && (known === null ? <strong>{t('state.noData')}</strong> : <><span class="number" data-testid="level">{exact(value.distanceM! / 1000, 2)}</span> <span class="unit">km</span></>)}
        {of.kind === 'latency' && (known === null ? <strong>{t('state.noData')}</strong> : <><span class="number" data-testid="level">{exact(value.roundTripMs!, 2)}</span> <span class="unit">ms</span></>)}
        {value.covered !== undefined && known !== null && <span class={`beside status ${value.covered ? '' : 'status-not'}`} data-testid="covered">{t(value.covered ? 'coverage.covered' : 'coverage.notCovered')}</span>}
      </p>
      <dl class="facts">
        {typeof value.marginDb === 'number' && <Row name={t('coverage.margin')}>{value.marginDb > 0 ? '+' : ''}{exact(value.marginDb, 1)} dB</Row>}
        {value.deep !== undefined && <Row name={t('coverage.plane.deep')}>{value.deep ? t('value.yes') : t('value.no')}</Row>}
        {value.servers !== undefined && <Row name={t(isRadio ? 'coverage.serversHere' : 'coverage.plane.within')}>{exact(value.servers)}</Row>}
        <SiteRow name={t('coverage.bestServer')} layer={of.layer} site={value.server} />
        <SiteRow name={t('coverage.nearest')} layer={of.layer} site={value.nearest} />
        {typeof value.wayM === 'number' && <Row name={t('coverage.way')}>{exact(value.wayM / 1000, 2)} km</Row>}
        {value.class && !isRadio && <Row name={t('coverage.class')}>{say(value.class)}</Row>}
        {typeof value.people === 'number' && <Row name={t('coverage.peopleHere')}>{value.people === 0 ? t('state.nobody') : <>{exact(value.people, 1)} <span class="unit">{t('unit.people')}</span></>}</Row>}
      </dl>
      {basis && <button class="link" onClick={() => openBasis({ of, as: basis })}>{t('coverage.basisLong')}</button>}
    </>
  );
}

function Row({ name, children }: { name: string; children: ComponentChildren }) {
  return <div><dt>{name}</dt><dd class="number">{children}</dd></div>;
}

function SiteRow({ name, layer, site }: { name: string; layer: string; site: ServingSite | null | undefined }) {
  if (!site) return null;
  const label = site.name || site.code || String(site.featureId);
  const { featureId, distanceM } = site;
  return (
    <Row name={name}>
      {featureId === undefined ? label : <button class="link" onClick={() => select({ kind: 'feature', layer, id: String(featureId) })}>{label}</button>}
      {distanceM !== undefined && <span class="range">{distanceM < 1000 ? `${exact(distanceM)} m` : `${exact(distanceM / 1000, 2)} km`}</span>}
    </Row>
  );
}
