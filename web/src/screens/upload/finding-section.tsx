import { batch } from '@preact/signals';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { ENTRIES_PER_PAGE, listed, openCode, openRow } from './check-view';
import { agreeTo } from './settings';
import { change, said } from './draft';
import { FindingTable } from './finding-table';
import { MARKS } from './looks';
import { goToStep } from './navigation';
import type { Step } from './steps';
import type { FindingGroup } from './types';

/** Repairs that the service can do for a whole code, once the person agrees. */
const REPAIRS = ['C003', 'G003', 'B002', 'D001'] as const;

/** Where that is mended which is not wrong in a row but in how the file was read. */
const MENDED_IN: Record<string, Step> = {
  F009: 2, F013: 2, F016: 2, H001: 2, H004: 3, H007: 3, C001: 3, C002: 3, C005: 3, C006: 3, C007: 3, C009: 3,
};

/** One code: how often, where, and what can be done about it. */
export function FindingSection({ group, disabled }: { group: FindingGroup; disabled: boolean }) {
  const { code, title, count, entries } = group;
  const open = openCode.value === code;
  const toggle = () => batch(() => {
    openCode.value = open ? null : code;
    openRow.value = null;
    listed.value = ENTRIES_PER_PAGE;
  });
  const step = MENDED_IN[code];
  const whole = entries.filter((entry) => entry.row === undefined);
  return (
    <li class={`group-of ${group.severity}`} data-testid={`group-${code}`}>
      <button class="group-line" aria-expanded={open} onClick={toggle}>
        <span class="mark" aria-hidden="true">{MARKS[group.severity]}</span>
        <span class="group-code number">{code}</span>
        <span class="group-title">{say(title)}<span class="unseen">{`（${t(`upload.severity.${group.severity}`)}）`}</span></span>
        <span class="number">{exact(count)}</span>
      </button>
      {open && (
        <div class="group-body">
          {whole.map((entry, i) => <p key={i} class="whole">{say(entry.message)}{entry.suggestion && <span class="faint">{` ${t('upload.check.suggestion', { what: entry.suggestion })}`}</span>}</p>)}
          {step !== undefined && <p><button class="button" onClick={() => goToStep(step)}>{t('upload.check.mendIn', { step: t(`upload.step.${step}`) })}</button></p>}
          <Repair group={group} disabled={disabled} />
          {entries.length > whole.length && <FindingTable entries={entries.filter((entry) => entry.row !== undefined)} disabled={disabled} />}
          {count > entries.length && <p class="faint">{t('upload.check.first', { n: exact(entries.length), all: exact(count) })}</p>}
        </div>
      )}
    </li>
  );
}

/** What the service would do, shown before and after; it does it after an explicit yes only. */
function Repair({ group, disabled }: { group: FindingGroup; disabled: boolean }) {
  const code = REPAIRS.find((each) => each === group.code);
  const agreed = (said.value.repairs ?? []).includes(group.code);
  const repaired = group.repaired ?? 0;
  if (!code || !(agreed || group.entries.some((entry) => entry.repairable))) return null;
  return (
    <div class="repair" data-testid={`repair-${code}`}>
      <p><strong>{t(`upload.repair.${code}`)}</strong> {group.entries.some((entry) => entry.preview) && t('upload.repair.preview')}</p>
      {agreed
        ? <p><span role="status">{repaired > 0 ? t('upload.repair.done', { n: exact(repaired) }) : t('upload.repair.agreed')}</span> <button class="link" disabled={disabled} onClick={() => change(agreeTo(said.peek(), code, false))}>{t('upload.repair.withdraw')}</button></p>
        : <button class="button" disabled={disabled} onClick={() => change(agreeTo(said.peek(), code, true))}>{t('upload.repair.agree', { n: group.entries.length < group.count ? exact(group.count) : exact(group.entries.filter((entry) => entry.repairable).length) })}</button>}
    </div>
  );
}
