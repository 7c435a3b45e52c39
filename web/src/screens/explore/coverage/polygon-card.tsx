import { useMemo } from 'preact/hooks';
import { Resource } from '../../../api/resource';
import type { CoverageNumbers } from '../../../api/coverage';
import { exact } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';
import { coverageInHand, isSynthetic } from '../../../state/coverage';
import { sendJson } from '../../../state/session';
import { store } from '../../../state/store';
import type { Position } from '../../../state/url-atoms';
import { Await } from '../../../ui/states';
import { PanelHead } from '../panel-head';
import { Shares } from './share';

/** People, area and coverage inside the drawn ring. */
export function PolygonCard() {
  const of = coverageInHand.value;
  const ring = store.polygon.value;
  const numbers = useMemo(() => (of && ring ? new Resource(() => statisticsOf(of.layer, ring)) : null), [of, ring]);
  if (!of || !ring || !numbers) return <><PanelHead title={t('coverage.drawn')} closable /><p class="empty">{t('coverage.noCoverage')}</p></>;
  return (
    <div data-testid="polygon-card">
      <PanelHead title={t('coverage.drawn')} closable>{t('coverage.vertices', { n: ring.length })} · {say(of.titles)}{isSynthetic(of) && <span class="badge">{t('badge.synthetic')}</span>}</PanelHead>
      <Await resource={numbers} what={t('coverage.error.statistics')} lines={6}>
        {(found) => (
          <>
            <dl class="facts">
              <div><dt>{t('area.size')}</dt><dd><span class="number" data-testid="drawn-area">{exact(found.areaKm2 ?? 0, 2)}</span> <span class="unit">{t('unit.km2')}</span></dd></div>
              <div><dt>{t('indicator.population')}</dt><dd>{found.people === 0 ? t('state.nobody') : <><span class="number" data-testid="drawn-people">{exact(found.people ?? 0)}</span> <span class="unit">{t('unit.people')}</span></>}</dd></div>
            </dl>
            <Shares of={of} numbers={found} about={{ title: t('coverage.drawn') }} />
          </>
        )}
      </Await>
      <details class="facet coordinates">
        <summary>{t('coverage.coordinates')}</summary>
        <pre class="number" tabIndex={0}>{ring.map(([lng, lat]) => `${lng.toFixed(5)}, ${lat.toFixed(5)}`).join('\n')}</pre>
      </details>
    </div>
  );
}

async function statisticsOf(layer: string, ring: readonly Position[]): Promise<CoverageNumbers> {
  const polygon = { type: 'Polygon', coordinates: [[...ring, ring[0]]] };
  return (await sendJson<{ area: CoverageNumbers }>('POST', `/api/coverage/${encodeURIComponent(layer)}/statistics`, { json: polygon })).area;
}
