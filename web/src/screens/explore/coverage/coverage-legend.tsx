import { say, t } from '../../../i18n/t';
import { shownCoverage } from '../../../state/coverage';
import { listedGaps } from '../../../state/coverage-view';
import { store } from '../../../state/store';
import { planeTitle } from './coverage-panel';
import { stepsOf } from './steps';

/** The colours of the raster, and apart from them what no colour means: not covered, no data, nobody there. */
export function CoverageLegend() {
  const shown = shownCoverage.value;
  if (!shown) return null;
  const { plane, opacity } = store.coverage.value!;
  return (
    <section class="legend coverage-legend" aria-label={t('coverage.raster')} data-testid="coverage-legend">
      <header class="legend-head">
        <h2>{say(shown.titles)}</h2>
        <p>{planeTitle(shown, plane)}</p>
      </header>
      <ul class="steps">
        {stepsOf(shown, plane).map((step) => <li key={step.colour + say(step.title)}><span class="step step-land"><span style={{ background: step.colour, opacity: opacity / 100 }} /></span>{say(step.title)}</li>)}
        <li class="steps-apart"><span class="step step-land" />{t('coverage.notCovered')}</li>
        <li><span class="step step-hatch" />{t('state.noData')}</li>
        {listedGaps.value.length > 0 && <li><span class="step step-gap" />{t('coverage.gapMark')}</li>}
      </ul>
    </section>
  );
}
