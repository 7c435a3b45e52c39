import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { groups, layerOf } from '../../state/catalogue';
import { store } from '../../state/store';
import type { Intake, UploadMode } from '../../state/url-state';
import { mayWrite, writableAreas } from './access';
import { change, said, saidMode, submission } from './draft';
import { goToStep, openHistory, startNew } from './navigation';
import { templateUrl } from './requests';
import { StepFoot } from './step-foot';

const MODES: readonly UploadMode[] = ['merge', 'replace'];

/** Step 1: what the table is of, for which area, and what becomes of the sites that it does not name. */
export function StepLayer() {
  return submission.value ? <Chosen /> : <Choose />;
}

function Choose() {
  const choices = writableAreas();
  const only = choices[0]?.areas.length === 1 ? choices[0].areas[0]!.adcode : '';
  const intake: Intake = store.intake.value ?? { layer: '', area: '', mode: 'merge' };
  const area = intake.area || only;
  const choose = (part: Partial<Intake>) => {
    const next = { ...intake, area, ...part };
    // Both are needed before it is an address; until then the choice lives in the fields.
    store.intake.value = next;
  };
  const allowed = area === '' || mayWrite(area);
  const ready = intake.layer !== '' && area !== '' && allowed;
  return (
    <>
      <div class="wizard-body"><div class="wizard-main narrow">
        <h2 tabIndex={-1}>{t('upload.layer.title')}</h2>
        <label class="form-field">
          <span>{t('upload.layer.layer')}</span>
          <select data-testid="layer" value={intake.layer} onChange={(event) => choose({ layer: event.currentTarget.value })}>
            <option value="">{t('upload.layer.choose')}</option>
            {groups.value.map((group) => (
              <optgroup key={group.id} label={say(group.title)}>
                {group.layers.map((layer) => <option key={layer.id} value={layer.id}>{say(layer.geo.titles)}</option>)}
              </optgroup>
            ))}
          </select>
        </label>
        <label class="form-field">
          <span>{t('upload.layer.area')}</span>
          <select data-testid="area" value={area} onChange={(event) => choose({ area: event.currentTarget.value })}>
            <option value="">{t('upload.layer.choose')}</option>
            {choices.map(({ within, areas }) => within
              ? <optgroup key={within.adcode} label={nameOf(within)}>{areas.map(option)}</optgroup>
              : areas.map(option))}
          </select>
        </label>
        <p class="faint">{t('upload.layer.areaWhy')}</p>
        {!allowed && <p class="refused" role="alert">{t('upload.layer.notYours')}</p>}
        <ModeChoice mode={intake.mode} choose={(mode) => choose({ mode })} />
        {intake.layer && <Templates layer={intake.layer} />}
      </div></div>
      <StepFoot step={1} next={{ go: () => { choose({}); goToStep(2); }, blocked: ready ? null : t('upload.layer.blocked') }} />
    </>
  );
}

function option(area: Parameters<typeof nameOf>[0] & { adcode: string }) {
  return <option key={area.adcode} value={area.adcode}>{nameOf(area)}</option>;
}

function Chosen() {
  const now = submission.value!;
  const area = areaOfAdcode(now.area);
  const closed = now.state === 'published' || now.state === 'awaiting-approval';
  return (
    <>
      <div class="wizard-body"><div class="wizard-main narrow">
        <h2 tabIndex={-1}>{t('upload.layer.title')}</h2>
        <dl class="facts">
          <div><dt>{t('upload.layer.layer')}</dt><dd>{say(layerOf(now.layer)?.geo.titles) || now.layer}</dd></div>
          <div><dt>{t('upload.layer.area')}</dt><dd>{area ? nameOf(area) : now.area}</dd></div>
        </dl>
        <p class="faint">{t('upload.layer.fixed')} <button class="link" onClick={() => startNew({ layer: now.layer, area: now.area, mode: now.mode })}>{t('upload.home.new')}</button></p>
        <ModeChoice mode={saidMode.value} disabled={closed} choose={(mode) => change(said.peek(), mode)} />
        <Templates layer={now.layer} />
      </div></div>
      <StepFoot step={1} next={{ go: () => goToStep(2), blocked: null }} checks={!closed} />
    </>
  );
}

function ModeChoice({ mode, choose, disabled = false }: { mode: UploadMode; choose: (mode: UploadMode) => void; disabled?: boolean }) {
  return (
    <fieldset class="choices" disabled={disabled}>
      <legend>{t('upload.layer.mode')}</legend>
      {MODES.map((each) => (
        <label key={each} class="choice">
          <input type="radio" name="mode" value={each} checked={mode === each} onChange={() => choose(each)} />
          <span><strong>{t(`upload.mode.${each}`)}</strong><span class="faint">{t(`upload.modeWhy.${each}`)}</span></span>
        </label>
      ))}
    </fieldset>
  );
}

function Templates({ layer }: { layer: string }) {
  return (
    <section class="templates">
      <h3>{t('upload.layer.template')}</h3>
      <p class="faint">{t('upload.layer.templateWhy')}</p>
      <p class="button-row">
        <a class="button" download href={templateUrl(layer, 'xlsx')}>{t('upload.layer.xlsx')}</a>
        <a class="button" download href={templateUrl(layer, 'csv')}>CSV</a>
        <button class="link" onClick={() => openHistory(layer)}>{t('upload.history.open')}</button>
      </p>
    </section>
  );
}
