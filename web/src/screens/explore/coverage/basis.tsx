import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../../api/client';
import type { Coverage, CoverageIndicator, CoverageNumbers, Recomputed } from '../../../api/coverage';
import { coverageValue, numberAt, partsOf, UNCOVERED } from '../../../api/figures';
import { day, exact } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';
import { isSynthetic } from '../../../state/coverage';
import type { Indicator } from '../../../state/indicators';
import { isEditor, sendJson } from '../../../state/session';
import { Icon } from '../../../ui/icon';
import { Failed } from '../../../ui/states';
import { coverageTitle } from '../indicator-menu';
import { assumptionRows } from './assumptions';
import { figure, rangeOf } from './figures';

/** A figure, and of which area; without numbers it is the indicator as such. */
export interface Basis {
  of: Coverage;
  as: CoverageIndicator;
  numbers?: CoverageNumbers;
  about?: { title: string; adcode?: string };
}

const open = signal<Basis | null>(null);

export function openBasis(basis: Basis): void {
  open.value = basis;
}

/** For a legend: what the classes of this indicator rest on. */
export function BasisButton({ indicator }: { indicator: Indicator }) {
  const { of, as } = indicator.coverage!;
  return <button class="link basis-button" data-testid="basis-of-legend" onClick={() => openBasis({ of, as })}>{t('coverage.basis')}</button>;
}

/** Behind every percentage: definition, model, inputs, version, what 3 dB would change, and to compute it again. */
export function BasisDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const basis = open.value;
  useEffect(() => {
    if (basis) dialog.current?.showModal();
    else dialog.current?.close();
  }, [basis]);
  return (
    <dialog ref={dialog} class="dialog basis" data-testid="basis" aria-labelledby="basis-title" onClose={() => (open.value = null)}>
      {basis && <BasisCard key={`${basis.as.id}/${basis.about?.title}`} basis={basis} />}
    </dialog>
  );
}

function BasisCard({ basis: { of, as, numbers, about } }: { basis: Basis }) {
  const value = numbers && coverageValue(numbers, as);
  const range = numbers && rangeOf(as, numbers);
  return (
    <>
      <header>
        <h2 id="basis-title">{coverageTitle(of, as)}</h2>
        <button class="icon-button" aria-label={t('action.close')} onClick={() => (open.value = null)}><Icon name="close" /></button>
      </header>
      {value !== undefined && (
        <p class="big-number"><span class="number">{figure(as, value)}</span>{about && <span class="beside">{about.title}</span>}</p>
      )}
      <dl class="facts">
        {numbers && <Row name={t('coverage.basis.formula')}>{formulaOf(as, numbers)}</Row>}
        {range && <Row name={t('coverage.basis.range')}>{range}</Row>}
        {assumptionRows(of).map(([name, text]) => <Row key={name} name={name}>{text}</Row>)}
        <Row name={t('coverage.basis.version')}>{t('coverage.version', { n: of.version })}{of.publishedAt && ` · ${day(of.publishedAt)}`}</Row>
        <Row name={t('coverage.basis.id')}><code>{of.assumptions.id.slice(0, 12)}</code></Row>
      </dl>
      <p class="source">{t('coverage.basis.predicted')}{isSynthetic(of) && <span class="badge">{t('badge.syntheticLong')}</span>}</p>
      {about?.adcode && <Recompute layer={of.layer} adcode={about.adcode} />}
    </>
  );
}

function Row({ name, children }: { name: string; children: preact.ComponentChildren }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}

/** Part and whole as they are, so that a reader can divide them. */
function formulaOf(as: CoverageIndicator, numbers: CoverageNumbers): string {
  const parts = partsOf(as.id);
  if (as.id === UNCOVERED) return `${whole(numbers, 'people')} − ${whole(numbers, 'coveredPeople')} ${t('unit.people')}`;
  if (!parts) return say(as.title);
  const decimals = parts[1] === 'areaKm2' ? 1 : 0;
  const unit = parts[1] === 'areaKm2' ? t('unit.km2') : t('unit.people');
  return `${whole(numbers, parts[0], decimals)} ÷ ${whole(numbers, parts[1], decimals)} ${unit}`;
}

function whole(numbers: CoverageNumbers, path: string, decimals = 0): string {
  const found = numberAt(numbers, path);
  return found === null ? t('state.noData') : exact(found, decimals);
}

/** Computes the area's numbers again from the sites and compares them with what is stored. */
function Recompute({ layer, adcode }: { layer: string; adcode: string }) {
  const result = useRef(signal<'no' | 'running' | Recomputed | RequestFailure>('no')).current;
  if (!isEditor.value) return <p class="faint">{t('coverage.recompute.editors')}</p>;
  const run = async () => {
    result.value = 'running';
    try {
      result.value = await sendJson<Recomputed>('POST', `/api/coverage/${encodeURIComponent(layer)}/recompute`, { json: { area: adcode } });
    } catch (error) {
      result.value = asFailure(error);
    }
  };
  const now = result.value;
  return (
    <div class="recompute">
      <button class="button" data-testid="recompute" disabled={now === 'running'} onClick={run}>{t('coverage.recompute')}</button>
      <div role="status">
        {now === 'running' && t('coverage.recompute.running')}
        {typeof now === 'object' && 'equal' in now && <p class={now.equal ? '' : 'differs'}>{t(now.equal ? 'coverage.recompute.equal' : 'coverage.recompute.differs', { ms: exact(now.milliseconds) })}</p>}
      </div>
      {now instanceof Error && <Failed what={t('coverage.recompute')} failure={now} retry={run} />}
    </div>
  );
}
