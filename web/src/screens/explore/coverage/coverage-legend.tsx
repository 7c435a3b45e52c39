import type { Coverage } from '../../../api/coverage';
import { say, t } from '../../../i18n/t';
import { coverageInHand, shownCoverage } from '../../../state/coverage';
import { listedGaps } from '../../../state/coverage-view';
import { store } from '../../../state/store';
import { planeTitle } from './coverage-panel';

/** The colours of the raster, and apart from them what no colour means: not covered, no data, nobody there. */
export function CoverageLegend() {
  const shown = shownCoverage.value;
  const gaps = listedGaps.value.length > 0;
  const of = shown ?? (gaps ? coverageInHand.value : null);
  if (!of) return null;
  return (
    <section class="legend coverage-legend" aria-label={t('coverage.raster')} data-testid="coverage-legend">
      <header class="legend-head">
        <h2>{say(of.titles)}</h2>
        <p>{shown ? planeTitle(of, store.coverage.value!.plane) : t('toolbar.gaps')}</p>
      </header>
      <ul class="steps">
        {shown && <Steps of={shown} />}
        {gaps && <li><span class="step step-gap" />{t('coverage.gapMark')}</li>}
      </ul>
    </section>
  );
}

function Steps({ of }: { of: Coverage }) {
  const { plane, opacity } = store.coverage.value!;
  const steps = of.legends?.[plane] ?? of.legend;
  return (
    <>
      {steps.map((step) => <li key={say(step.title)}><span class="step step-land"><span style={{ background: step.colour, opacity: opacity / 100 }} /></span>{say(step.title)}</li>)}
      <li class="steps-apart"><span class="step step-land" />{t('coverage.notCovered')}</li>
      <li><span class="step step-hatch" />{t('state.noData')}</li>
    </>
  );
}
