import { useState } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { change, said } from './draft';
import { DatumForm } from './datum-form';
import { asksForSystem, chooseCrs, needsDatumShift } from './settings';
import { OTHER_SYSTEMS, planeOf } from './systems';
import type { Candidate, CheckSettings, Report } from './types';

/** Of the file as a whole: the values contradict the system, are swapped, or fit another one better. */
const SUSPICIONS = ['C002', 'C003', 'C006'];

export function candidateKey({ crs, northFirst }: { crs: string; northFirst: boolean }): string {
  return `${crs}/${northFirst ? 'north' : 'east'}`;
}

/** The candidate that is chosen, or in force; where the person must be asked there is none until they have answered. */
export function chosenCandidate(report: Report, settings: CheckSettings): Candidate | null {
  const candidates = report.candidates ?? [];
  if (settings.crs) {
    return candidates.find((each) => each.crs === settings.crs && (settings.northFirst === undefined || each.northFirst === settings.northFirst)) ?? null;
  }
  if (asksForSystem(settings, candidates)) return null;
  return candidates.find((each) => each.crs === report.crs?.code && each.northFirst === report.crs?.northFirst) ?? candidates.find((each) => each.crs === report.crs?.code) ?? null;
}

/** The systems that the values allow, best first, each with the share of the points that it puts into the area. */
export function SystemChoice({ report, disabled }: { report: Report; disabled: boolean }) {
  const settings = said.value;
  const candidates = report.candidates ?? [];
  const asks = asksForSystem(settings, candidates);
  const chosen = chosenCandidate(report, settings);
  const datum = settings.crs ? needsDatumShift(settings.crs) && settings.crs : report.crs?.needsDatumShift && report.crs.code;
  const suspected = report.findings.find((group) => SUSPICIONS.includes(group.code) && group.entries.some((entry) => entry.row === undefined));
  return (
    <section>
      <fieldset class="choices systems" disabled={disabled} data-testid="systems">
        <legend><h3>{t('upload.crs.title')}</h3></legend>
        {asks && <p class="asked" data-testid="crs-asked">{t('upload.crs.ask')}</p>}
        {!asks && report.crs && <p class="faint">{t('upload.crs.inForce', { name: say(report.crs.name) })}</p>}
        {suspected && <p class="refused" data-testid="suspected">{say(suspected.entries.find((entry) => entry.row === undefined)!.message)}</p>}
        <ul>
          {candidates.map((each) => (
            <li key={candidateKey(each)}>
              <label class="choice system">
                <input type="radio" name="crs" value={candidateKey(each)} checked={chosen === each} onChange={() => change(chooseCrs(said.peek(), each.crs, each.northFirst))} />
                <span class="system-name"><strong>{say(each.title)}</strong><span class="faint">{each.crs}{each.northFirst ? ` · ${t('upload.crs.northFirst')}` : ''}</span></span>
                <span class="share"><span class="share-track"><span style={{ width: `${each.share * 100}%` }} /></span><span class="number">{exact(each.share * 100)} %</span></span>
              </label>
            </li>
          ))}
        </ul>
        <p class="faint">{t('upload.crs.shareWhy')}</p>
        <OtherSystem candidates={candidates} chosen={chosen} />
      </fieldset>
      {datum && <DatumForm code={datum} disabled={disabled} />}
    </section>
  );
}

/** A system that the list has not: one of the usual ones, or by its code. */
function OtherSystem({ candidates, chosen }: { candidates: readonly Candidate[]; chosen: Candidate | null }) {
  const settings = said.value;
  const named = !chosen && settings.crs ? settings.crs : '';
  const usual = OTHER_SYSTEMS.some(({ codes }) => codes.includes(named));
  const [byCode, setByCode] = useState(named !== '' && !usual);
  const take = (code: string) => change(chooseCrs(said.peek(), code, undefined));
  return (
    <div class="other-system">
      <label class="form-field">
        <span>{t('upload.crs.other')}</span>
        <select data-testid="other-crs" value={byCode ? 'code' : named} onChange={(event) => {
          const code = event.currentTarget.value;
          setByCode(code === 'code');
          if (code && code !== 'code') take(code);
        }}>
          <option value="">{t('upload.crs.none')}</option>
          {OTHER_SYSTEMS.map(({ group, codes }) => (
            <optgroup key={group} label={t(`upload.datum.${group}`)}>
              {codes.map((code) => <option key={code} value={code}>{systemName(code, candidates)}</option>)}
            </optgroup>
          ))}
          <option value="code">{t('upload.crs.byCode')}</option>
        </select>
      </label>
      {byCode && (
        <label class="form-field">
          <span>{t('upload.crs.code')}</span>
          <input class="text-input" type="text" placeholder="GK:CM=118.5,FE=500000" value={named} onChange={(event) => event.currentTarget.value.trim() && take(event.currentTarget.value.trim())} />
        </label>
      )}
    </div>
  );
}

function systemName(code: string, candidates: readonly Candidate[]): string {
  const title = candidates.find((each) => each.crs === code)?.title;
  if (title) return say(title);
  const plane = planeOf(code);
  if (!plane) return code;
  return `${code} · ${plane.zone ? t('upload.crs.zone', { meridian: plane.meridian, zone: plane.zone }) : t('upload.crs.meridian', { meridian: plane.meridian })}`;
}
