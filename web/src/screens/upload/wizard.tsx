import { useLayoutEffect, useRef } from 'preact/hooks';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { layerOf } from '../../state/catalogue';
import { store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/states';
import { EditorsOnly } from './access';
import { report, said, submission, trouble } from './draft';
import { goHome, goToStep } from './navigation';
import { lastStep, STEPS, usualStep, type Step } from './steps';
import { StepCheck } from './step-check';
import { StepColumns } from './step-columns';
import { StepFile } from './step-file';
import { StepLayer } from './step-layer';
import { StepPublish } from './step-publish';
import { TroubleNote } from './trouble-note';
import { WorkProgress } from './work-progress';

const BODIES: Record<Step, () => preact.JSX.Element> = { 1: StepLayer, 2: StepFile, 3: StepColumns, 4: StepCheck, 5: StepPublish };

export function Wizard() {
  const draft = store.draft.value;
  const now = submission.value;
  const last = lastStep(now, report.value, Boolean(store.intake.value?.layer && store.intake.value.area), said.value);
  const asked = (store.step.value ?? usualStep(now)) as Step;
  // A page that was just opened does not know yet how far the draft is: it waits where its address says.
  const waits = draft !== null && (!now || (!report.value && asked > 2 && asked < 5 + Number(now.state === 'checked') && now.state !== 'uploading'));
  const step = (waits ? asked : Math.min(asked, last)) as Step;
  const Body = BODIES[step];
  return (
    <>
      <header class="wizard-head">
        <button class="link" onClick={goHome}><Icon name="back" />{t('upload.home.title')}</button>
        <StepList step={step} last={last} />
        <DraftFacts />
      </header>
      <EditorsOnly>
        <div class="wizard-notes">
          <WorkProgress />
          {trouble.value && <TroubleNote trouble={trouble.value} />}
        </div>
        {waits ? (!trouble.value && <div class="wizard-body"><div class="wizard-main"><Skeleton lines={8} /></div></div>) : <StepFrame key={step} step={step}><Body /></StepFrame>}
      </EditorsOnly>
    </>
  );
}

function StepList({ step, last }: { step: Step; last: Step }) {
  return (
    <nav aria-label={t('upload.steps')}>
      <ol class="steps">
        {STEPS.map((each) => (
          <li key={each}>
            <button aria-current={each === step ? 'step' : undefined} disabled={each > last} onClick={() => goToStep(each)} data-testid={`step-${each}`}>
              <span class="step-number">{each}</span><span class="step-name">{t(`upload.step.${each}`)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function DraftFacts() {
  const now = submission.value;
  if (!now) return <p />;
  const area = areaOfAdcode(now.area);
  return (
    <p class="draft-facts faint">
      <strong>{now.file.name}</strong>
      {` · ${say(layerOf(now.layer)?.geo.titles) || now.layer} · ${area ? nameOf(area) : now.area}`}
    </p>
  );
}

/** A new step begins at its title: for those who hear the page, and for the next press of the tabulator. */
function StepFrame({ step, children }: { step: Step; children: preact.ComponentChildren }) {
  const frame = useRef<HTMLDivElement>(null);
  // Before anybody can have pressed a key on the new step: a late focus would take theirs away.
  useLayoutEffect(() => frame.current?.querySelector('h2')?.focus(), []);
  return <div class="step-frame" ref={frame} data-testid={`body-${step}`}>{children}</div>;
}
