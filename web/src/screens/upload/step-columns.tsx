import { useMemo } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { layerOf } from '../../state/catalogue';
import { boxOfAll } from '../../state/geometry';
import type { Box } from '../../api/types';
import { ColumnTable, MissingNote } from './column-table';
import { report, said, submission } from './draft';
import { SAMPLE_LOOK } from './looks';
import { goToStep } from './navigation';
import { SketchPane } from './sketch-pane';
import { StepFoot } from './step-foot';
import { whatSystemLacks } from './steps';
import { candidateKey, chosenCandidate, SystemChoice } from './system-choice';

/** Step 3: which column is what, and in which coordinate system the positions are; the map shows at once where that puts them. */
export function StepColumns() {
  const now = submission.value!;
  const found = report.value!;
  const candidate = chosenCandidate(found, said.value);
  const key = candidate ? candidateKey(candidate) : '';
  const items = useMemo(
    () => (candidate?.sample ?? []).map((at, i) => ({ id: `sample:${i}`, geometry: { type: 'Point', coordinates: at }, look: SAMPLE_LOOK })),
    [key, found],
  );
  const home = areaOfAdcode(now.area)?.box;
  const fit = useMemo(() => around(home, candidate?.sample ?? []), [key, home?.join()]);
  const lacks = whatSystemLacks(said.value, found);
  const closed = now.state === 'published' || now.state === 'awaiting-approval';
  const layer = layerOf(now.layer);
  return (
    <>
      <div class="wizard-body with-map">
        <div class="wizard-main">
          <h2 tabIndex={-1}>{t('upload.columns.title')}</h2>
          {layer && <MissingNote layer={layer} report={found} />}
          <SystemChoice report={found} disabled={closed} />
          {layer && <ColumnTable layer={layer} report={found} disabled={closed} />}
        </div>
        <SketchPane adcode={now.area} items={items} selected={null} onPick={() => undefined} fit={fit}>
          {candidate
            ? <p>{t('upload.crs.shown', { name: say(candidate.title), share: exact(candidate.share * 100) })}</p>
            : <p>{t('upload.crs.noneShown')}</p>}
        </SketchPane>
      </div>
      <StepFoot step={3} checks={!closed && lacks === null} next={{ go: () => goToStep(4), blocked: lacks && t(`upload.crs.lacks.${lacks}`) }} />
    </>
  );
}

/** The area, and as much of the sample's surroundings as is still on this side of the world. */
function around(home: Box | undefined, sample: readonly [number, number][]): Box | null {
  const near = sample.filter(([lng, lat]) => lng > 60 && lng < 150 && lat > 0 && lat < 60);
  const box = boxOfAll(near.map((coordinates) => ({ type: 'Point', coordinates })));
  if (!box || !home) return box ?? home ?? null;
  return [Math.min(box[0], home[0]), Math.min(box[1], home[1]), Math.max(box[2], home[2]), Math.max(box[3], home[3])];
}
