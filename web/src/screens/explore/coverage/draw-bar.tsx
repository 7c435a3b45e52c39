import { useState } from 'preact/hooks';
import { nameOf, t } from '../../../i18n/t';
import { areaTable } from '../../../state/areas';
import { flight, select, sketch } from '../../../state/map-state';
import { readTyped } from '../../../state/ring';
import { cancelSketch, finishSketch, sketchFault, undoVertex } from '../../../state/sketch';
import { store } from '../../../state/store';
import { boxOf } from '../../../state/geometry';
import { Icon } from '../../../ui/icon';

/** While an area is drawn: how to draw it, what is wrong with it, and the two ways without a pointer. */
export function DrawBar() {
  const ring = sketch.value;
  const [typing, setTyping] = useState(false);
  if (!ring) return null;
  const fault = sketchFault.value;
  return (
    <section class="draw-bar" data-testid="draw-bar" aria-label={t('coverage.draw')}>
      <p role="status">{fault ? <strong class="differs">{t(`coverage.fault.${fault}`)}</strong> : ring.length === 0 ? t('coverage.drawHow') : t('coverage.drawMore', { n: ring.length })}</p>
      <div class="draw-tools">
        <button class="button" disabled={ring.length === 0} onClick={undoVertex}>{t('coverage.undo')}</button>
        <button class="button" data-testid="finish-area" disabled={ring.length < 3} onClick={() => finishSketch()}>{t('coverage.finish')}</button>
        <button class="button" data-testid="type-area" aria-expanded={typing} onClick={() => setTyping(!typing)}>{t('coverage.type')}</button>
        <button class="icon-button" aria-label={t('coverage.cancel')} title={t('coverage.cancel')} onClick={cancelSketch}><Icon name="close" /></button>
      </div>
      {typing && <><TypedArea /><PickedArea /></>}
    </section>
  );
}

function TypedArea() {
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const take = () => {
    const typed = readTyped(text);
    if ('fault' in typed) return setFault(t(`coverage.typed.${typed.fault}`, { line: typed.line }));
    setFault('');
    finishSketch(typed.ring);
    if (!sketch.peek()) flight.value = boxOf({ type: 'LineString', coordinates: typed.ring });
  };
  return (
    <div class="typed">
      <label for="typed-area">{t('coverage.typed')}</label>
      <textarea id="typed-area" data-testid="typed-area" rows={4} placeholder={'117.02, 36.66\n117.08, 36.66\n117.05, 36.70'} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      {fault && <p class="differs" role="alert">{fault}</p>}
      <button class="button" data-testid="take-typed" disabled={!text.trim()} onClick={take}>{t('coverage.count')}</button>
    </div>
  );
}

/** An area that has a border already need not be drawn. */
function PickedArea() {
  const areas = areaTable(store.level.value).value?.list ?? [];
  const pick = (adcode: string) => {
    const area = areas.find((each) => each.adcode === adcode);
    if (!area) return;
    cancelSketch();
    select({ kind: 'area', adcode });
    flight.value = area.box;
  };
  return (
    <label class="field"><span>{t('coverage.orArea')}</span>
      <select data-testid="pick-area" value="" onChange={(event) => pick(event.currentTarget.value)}>
        <option value="">{t(`level.${store.level.value}`)}</option>
        {areas.map((area) => <option key={area.adcode} value={area.adcode}>{nameOf(area)}</option>)}
      </select>
    </label>
  );
}
