import type { Coverage, CoverageVersion } from '../../../api/coverage';
import { day, exact, short } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';
import { coverages, showCoverage, shownCoverage } from '../../../state/coverage';
import { versionsOf } from '../../../state/coverage-view';
import { layerFailures } from '../../../state/map-state';
import { beginSketch } from '../../../state/sketch';
import { store } from '../../../state/store';
import { DEFAULT_SPLIT } from '../../../state/url-codes';
import type { Comparison } from '../../../state/url-state';
import { Await } from '../../../ui/states';

/** The raster: of what, which plane of it, how strong, beside which other version. */
export function CoveragePanel() {
  const shown = shownCoverage.value;
  return (
    <section class="group coverage-panel" aria-labelledby="group-coverage" data-testid="coverage-panel">
      <h2 id="group-coverage">{t('coverage.raster')}</h2>
      <label class="field"><span>{t('coverage.of')}</span>
        <select data-testid="coverage" value={shown?.layer ?? ''} onChange={(event) => showCoverage(event.currentTarget.value || null)}>
          <option value="">{t('coverage.off')}</option>
          {coverages.value.map((each) => <option key={each.layer} value={each.layer}>{say(each.titles)}</option>)}
        </select>
      </label>
      {shown && <ShownControls coverage={shown} />}
      <div class="coverage-tools">
        <button class="button" data-testid="gaps" aria-pressed={store.list.value === 'gaps'} onClick={() => (store.list.value = store.list.value === 'gaps' ? null : 'gaps')}>{t('coverage.gaps')}</button>
        <button class="button" data-testid="draw-area" onClick={beginSketch}>{t('coverage.draw')}</button>
      </div>
    </section>
  );
}

const LEVELS = { radio: 'level', reach: 'distance', latency: 'latency' } as const;

/** A plane that has no words yet is called by its code. */
export function planeTitle({ kind }: Coverage, plane: string): string {
  if (plane === 'level') return t(`coverage.plane.${LEVELS[kind]}`);
  if (plane === 'servers') return t(kind === 'radio' ? 'coverage.plane.servers' : 'coverage.plane.within');
  return plane === 'deep' ? t('coverage.plane.deep') : plane;
}

function ShownControls({ coverage }: { coverage: Coverage }) {
  const { plane, opacity } = store.coverage.value!;
  const change = (part: Partial<{ plane: string; opacity: number }>) => (store.coverage.value = { ...store.coverage.peek()!, ...part });
  const failure = layerFailures.value[`coverage:${coverage.layer}`];
  return (
    <>
      {coverage.planes.length > 1 && (
        <div class="segments planes" role="group" aria-label={t('coverage.plane')}>
          {coverage.planes.map((each) => (
            <button key={each} data-testid={`plane-${each}`} aria-pressed={plane === each} onClick={() => change({ plane: each })}>{planeTitle(coverage, each)}</button>
          ))}
        </div>
      )}
      <label class="field slider"><span>{t('coverage.opacity')}</span>
        <input type="range" data-testid="opacity" min={0} max={100} step={5} value={opacity} aria-valuetext={`${opacity} %`} onInput={(event) => change({ opacity: +event.currentTarget.value })} />
        <span class="number">{opacity} %</span>
      </label>
      <CompareMenu coverage={coverage} />
      {store.period.value !== null && <p class="source">{t('coverage.notByQuarter')}</p>}
      {failure && <p class="layer-failed" role="alert">{t('error.tiles')}<button class="link" onClick={failure.retry}>{t('action.retry')}</button></p>}
    </>
  );
}

function CompareMenu({ coverage }: { coverage: Coverage }) {
  const compare = store.compare.value;
  const set = (part: Partial<Comparison>) => (store.compare.value = { left: coverage.version, right: null, split: DEFAULT_SPLIT, ...store.compare.peek(), ...part });
  return (
    <Await resource={versionsOf(coverage)} what={t('coverage.error.versions')} lines={1}>
      {(versions) => {
        const kept = versions.filter((each) => each.hasPlanes).sort((a, b) => b.version - a.version);
        const title = (each: { version: number; publishedAt: string }) => t('coverage.versionOn', { n: each.version, date: day(each.publishedAt) });
        const option = (each: (typeof kept)[number]) => <option key={each.version} value={each.version}>{title(each)}</option>;
        return (
          <>
            <label class="field"><span>{t('coverage.compare')}</span>
              <select data-testid="compare" value={compare?.left ?? ''} disabled={kept.length < 2 && !compare}
                onChange={(event) => (event.currentTarget.value ? set({ left: +event.currentTarget.value }) : (store.compare.value = null))}>
                <option value="">{t(kept.length < 2 && !compare ? 'coverage.oneVersion' : 'coverage.compareOff')}</option>
                {kept.map(option)}
              </select>
            </label>
            {compare && (
              <>
                <label class="field"><span>{t('coverage.with')}</span>
                  <select data-testid="compare-right" value={compare.right === coverage.version ? '' : compare.right ?? ''} onChange={(event) => set({ right: event.currentTarget.value ? +event.currentTarget.value : null })}>
                    <option value="">{t('coverage.current', { n: coverage.version })}</option>
                    {kept.filter((each) => each.version !== coverage.version).map(option)}
                  </select>
                </label>
                <label class="field slider"><span>{t('coverage.divider')}</span>
                  <input type="range" min={0} max={100} step={1} value={compare.split} aria-valuetext={`${compare.split} %`} onInput={(event) => set({ split: +event.currentTarget.value })} />
                  <span class="number">{compare.split} %</span>
                </label>
                <Change versions={versions} left={compare.left} right={compare.right ?? coverage.version} />
              </>
            )}
          </>
        );
      }}
    </Await>
  );
}

/** What the comparison comes to, in people of the province; and whether it compares like with like. */
function Change({ versions, left, right }: { versions: readonly CoverageVersion[]; left: number; right: number }) {
  const [before, after] = [left, right].map((version) => versions.find((each) => each.version === version));
  if (before?.coveredPeople === undefined || after?.coveredPeople === undefined) return null;
  const difference = after.coveredPeople - before.coveredPeople;
  return (
    <p class="source" data-testid="change">
      {t('coverage.change', { from: short(before.coveredPeople), to: short(after.coveredPeople), difference: `${difference > 0 ? '+' : ''}${exact(difference)}` })}
      {before.assumptionsId !== after.assumptionsId && <strong class="differs"> {t('coverage.otherRule')}</strong>}
    </p>
  );
}
