import { t } from '../i18n/t';
import { config } from '../state/catalogue';

/** What every picture says of itself: review number or that it has none, the version it came from, how to cite it. */
export function ScreenStrip({ citation, demonstration = true }: { citation: { version: number; at: number; period: string } | null; demonstration?: boolean }) {
  const settings = config.value;
  return (
    <footer class="strip screen-strip" data-testid="map-strip">
      <span class="strip-law" data-testid="map-law">{settings?.map.reviewNo ? t('law.reviewed', { no: settings.map.reviewNo }) : t('law.unreviewed')}</span>
      {settings?.map.producer && <span class="wide-only">{t('law.producer', { name: settings.map.producer })}</span>}
      {citation && <span>{t('figures.plan.state', { period: citation.period, version: citation.version, at: citation.at })}</span>}
      {citation && <a class="link" data-testid="cite" href={citeAddress(citation)}>{t('figures.plan.cite')}</a>}
      {demonstration && <span class="badge" data-testid="synthetic-badge" title={t('badge.syntheticLong')}>{t('badge.synthetic')}</span>}
    </footer>
  );
}

/** This page with its version and state fixed. */
export function citeAddress({ version, at }: { version: number; at: number }): string {
  const kept = location.search.replace(/^\?/, '').split('&').filter((pair) => pair && !/^(pv|at)=/.test(pair));
  return `${location.pathname}?${[...kept, `pv=${version}`, `at=${at}`].join('&')}`;
}
