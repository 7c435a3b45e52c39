import { useEffect } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { layerOf } from '../../state/catalogue';
import { submission } from './draft';
import { openHistory, showOnMap, startNew } from './navigation';
import { loadPublication, nothingDiffers, publication } from './publish-state';
import { StepFoot } from './step-foot';
import { TakeBack } from './take-back';

/** What came of it, the way to the map, and the way back. */
export function Published() {
  const now = submission.value!;
  const made = publication.value?.submissionId === now.id || publication.value?.id === now.publicationId ? publication.value : null;
  useEffect(() => {
    if (now.publicationId && publication.peek()?.id !== now.publicationId) void loadPublication(now.publicationId);
  }, [now.publicationId]);
  const area = areaOfAdcode(now.area);
  const names = { layer: say(layerOf(now.layer)?.geo.titles) || now.layer, area: area ? nameOf(area) : now.area };
  const waiting = now.state === 'awaiting-approval';
  return (
    <>
      <div class="wizard-body"><div class="wizard-main narrow" data-testid="published">
        <h2 tabIndex={-1}>{waiting ? t('upload.published.waiting') : t('upload.published.title')}</h2>
        <p role="status">{waiting ? t('upload.published.waitingWhy')
          : nothingDiffers.value || !now.publicationId ? t('upload.published.nothing')
          : made ? t('upload.published.what', { ...names, added: exact(made.added), changed: exact(made.changed), removed: exact(made.removed), version: made.dataVersion })
          : t('upload.published.there', names)}</p>
        <p class="button-row">
          <button class="button primary" data-testid="to-map" onClick={() => showOnMap(now.layer, now.area, area?.box)}>{t('upload.published.toMap')}</button>
          <button class="button" onClick={() => openHistory(now.layer)}>{t('upload.history.open')}</button>
          <button class="button" onClick={() => startNew({ layer: now.layer, area: now.area, mode: now.mode })}>{t('upload.home.new')}</button>
        </p>
        {made && <TakeBack entry={made} done={() => void loadPublication(made.id)} />}
      </div></div>
      <StepFoot step={5} />
    </>
  );
}
