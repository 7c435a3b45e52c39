import { day } from '../../i18n/format';
import { t } from '../../i18n/t';
import { periodLabel } from '../../api/periods';
import { scaleBar } from '../../map/scale';
import { coarseShown, config, syntheticShown } from '../../state/catalogue';
import { syntheticCoverage } from '../../state/indicators';
import { viewBox, zoomNow } from '../../state/map-state';
import { store } from '../../state/store';

/** What the law and honesty ask of every map: its number or that it has none, its scale, its date. */
export function MapStrip() {
  const settings = config.value;
  const box = viewBox.value;
  const zoom = zoomNow.value;
  const bar = box && zoom !== null ? scaleBar((box[1] + box[3]) / 2, zoom) : null;
  return (
    <footer class="strip" data-testid="map-strip">
      <span class="strip-law" data-testid="map-law">
        {settings?.map.reviewNo ? t('law.reviewed', { no: settings.map.reviewNo }) : t('law.unreviewed')}
      </span>
      {settings?.map.producer && <span class="wide-only">{t('law.producer', { name: settings.map.producer })}</span>}
      {bar && <span class="scale-bar"><span style={{ width: `${bar.px}px` }} /><span class="number">{bar.metres >= 1000 ? `${bar.metres / 1000} km` : `${bar.metres} m`}</span></span>}
      {settings?.dataAsOf && <span>{t('strip.data', { date: day(settings.dataAsOf) })}</span>}
      {store.period.value !== null && <span>{t('strip.until', { quarter: periodLabel(store.period.value) })}</span>}
      {coarseShown.value && <span class="strip-note" data-testid="coarse-note" title={t('badge.coarseLong')}>{t('badge.coarse')}</span>}
      {(syntheticShown.value || syntheticCoverage.value) && <span class="badge" data-testid="synthetic-badge" title={t('badge.syntheticLong')}>{t('badge.synthetic')}</span>}
    </footer>
  );
}
