import { useEffect, useMemo, useState } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { layerOf } from '../../state/catalogue';
import { boxOfAll } from '../../state/geometry';
import type { Geometry } from '../../api/types';
import type { SketchItem } from '../../map/sketch-layer';
import { ChangeList } from './change-list';
import { CountyNumbers } from './county-numbers';
import { submission, trouble, unchecked, working } from './draft';
import { CHANGE_LOOKS, changeMark } from './looks';
import { difference, differenceKey, loadDifference, publishDraft, publishing, type Difference } from './publish-state';
import { Published } from './published';
import { SketchPane } from './sketch-pane';
import { StepFoot } from './step-foot';
import { CHANGE_KINDS, changeId } from './change-kinds';
import { needsNumber, typedNumber } from './steps';
import type { ChangeKind, Changes } from './types';
import { Swatch } from '../../ui/swatch';
import { Skeleton } from '../../ui/states';

/** Step 5: what would become different, on the map, in a list and in numbers; then the person's word. */
export function StepPublish() {
  const now = submission.value!;
  return now.state === 'published' || now.state === 'awaiting-approval' ? <Published /> : <Confirm />;
}

function Confirm() {
  const now = submission.value!;
  const key = differenceKey(now);
  const busy = publishing.value || working.value;
  const [kinds, setKinds] = useState<readonly ChangeKind[]>(CHANGE_KINDS);
  const [selected, setSelected] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const [leaveOut, setLeaveOut] = useState(false);
  // Not after a publication that failed: it is tried again against what the person has seen.
  useEffect(() => {
    if (!working.peek()) void loadDifference();
  }, [key, working.value]);
  const shown = difference.value?.of === key ? difference.value : null;
  const items = useMemo(() => (shown ? itemsOf(shown.items.features, kinds) : []), [shown, kinds]);
  const fit = useMemo(() => boxOfAll(items.map((item) => item.geometry)), [items.length === 0 ? '' : shown?.of]);
  const at = placeOf(items.find((item) => item.id === selected));
  const rejected = now.outcome?.rejected ?? 0;
  const asksNumber = shown !== null && needsNumber(shown.changes);
  const blocked = unchecked.value ? t('upload.publish.unchecked')
    : rejected > 0 && !leaveOut ? t('upload.publish.confirmRejected')
    : asksNumber && typedNumber(typed) !== shown.changes.removed ? t('upload.publish.confirmRemoved')
    : null;
  const publish = () => {
    if (shown && blocked === null && !busy) void publishDraft(rejected > 0, asksNumber ? typedNumber(typed) : undefined);
  };
  return (
    <>
      <div class="wizard-body with-map">
        <div class="wizard-main">
          <h2 tabIndex={-1}>{t('upload.publish.title')}</h2>
          {!shown && !trouble.value && <Skeleton lines={6} />}
          {shown && (
            <>
              <Numbers shown={shown} kinds={kinds} setKinds={setKinds} />
              {rejected > 0 && (
                <label class="check confirm"><input type="checkbox" data-testid="leave-out" checked={leaveOut} onChange={(event) => setLeaveOut(event.currentTarget.checked)} />
                  <span>{t('upload.publish.leaveOut', { n: exact(rejected) })}</span></label>
              )}
              {asksNumber && <RemovedNumber changes={shown.changes} typed={typed} type={setTyped} />}
              <CountyNumbers changes={shown.changes} />
              <ChangeList items={shown.items} kinds={kinds} selected={selected} select={setSelected} />
            </>
          )}
        </div>
        <SketchPane adcode={now.area} items={items} selected={selected} onPick={setSelected} fit={fit} at={at}>
          {CHANGE_KINDS.map((kind) => <p key={kind} class="legend-line"><Swatch mark={changeMark(kind, layerOf(now.layer)?.geo.geometryType)} />{t(`upload.change.${kind}`)}</p>)}
        </SketchPane>
      </div>
      <StepFoot step={5} checks>
        {shown && !unchecked.value && (
          <>
            {blocked && <span class="faint blocked" role="status">{blocked}</span>}
            <button class="button primary" data-testid="publish" aria-disabled={blocked !== null || busy} onClick={publish}>{busy ? t('upload.publish.busy') : t('upload.publish.now')}</button>
          </>
        )}
      </StepFoot>
    </>
  );
}

/** Whoever removes much says how much: a table that lacks half of its rows is not meant to remove the other half. */
function RemovedNumber({ changes, typed, type }: { changes: Changes; typed: string; type: (text: string) => void }) {
  return (
    <label class="form-field confirm refused">
      <span>{t('upload.publish.typeNumber', { n: exact(changes.removed), share: exact((changes.removed / changes.current) * 100, 1) })}</span>
      <input class="text-input number" data-testid="removed-number" inputMode="numeric" value={typed} onInput={(event) => type(event.currentTarget.value)} />
    </label>
  );
}

function Numbers({ shown: { changes, items }, kinds, setKinds }: { shown: Difference; kinds: readonly ChangeKind[]; setKinds: (kinds: readonly ChangeKind[]) => void }) {
  const toggle = (kind: ChangeKind) => setKinds(kinds.includes(kind) ? kinds.filter((each) => each !== kind) : CHANGE_KINDS.filter((each) => each === kind || kinds.includes(each)));
  const drawn = items.features.length;
  const matched = items.numberMatched ?? drawn;
  return (
    <>
      <ul class="change-numbers">
        {CHANGE_KINDS.map((kind) => (
          <li key={kind} data-testid={`number-${kind}`}>
            <label class="check"><input type="checkbox" checked={kinds.includes(kind)} onChange={() => toggle(kind)} /><Swatch mark={changeMark(kind, layerOf(submission.value!.layer)?.geo.geometryType)} /><span>{t(`upload.change.${kind}`)}</span></label>
            <span class="number big">{exact(changes[kind])}</span>
          </li>
        ))}
        <li><span>{t('upload.change.unchanged')}</span><span class="number big">{exact(changes.unchanged)}</span></li>
      </ul>
      {matched === 0 && <p class="noted">{t('upload.publish.nothing')}</p>}
      {matched > drawn && <p class="faint">{t('upload.publish.drawn', { n: exact(drawn), all: exact(matched) })}</p>}
    </>
  );
}

type Features = NonNullable<typeof difference.value>['items']['features'];

function itemsOf(features: Features, kinds: readonly ChangeKind[]): SketchItem[] {
  return features
    .filter((feature): feature is Features[number] & { geometry: Geometry } => feature.geometry !== null && kinds.includes(feature.properties.change))
    .map((feature) => ({ id: changeId(feature), geometry: feature.geometry, look: CHANGE_LOOKS[feature.properties.change] }));
}

function placeOf(item: SketchItem | undefined): [number, number] | null {
  const box = item && boxOfAll([item.geometry]);
  return box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : null;
}
