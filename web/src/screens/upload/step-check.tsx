import { useEffect, useMemo } from 'preact/hooks';
import { batch } from '@preact/signals';
import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { boxOfAll } from '../../state/geometry';
import { Swatch } from '../../ui/swatch';
import { countsBySeverity, ENTRIES_PER_PAGE, idOf, itemsOf, listed, openCode, openRow, placeOf, rowOf, severity, shownGroups, view } from './check-view';
import { report, submission } from './draft';
import { FindingSection } from './finding-section';
import { AFTER_LOOK, BEFORE_LOOK, GROUND_LOOK, MARKS, SEVERITY_LOOKS } from './looks';
import { MendedList } from './mended-list';
import { goToStep } from './navigation';
import { RemarkedTable } from './remarked-table';
import { SketchPane } from './sketch-pane';
import { StepFoot } from './step-foot';
import { isPublishable } from './steps';
import { draftProblem } from './trouble-note';
import type { Report, Severity } from './types';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Step 4: what must be mended, what should be, and what is only told; the map and the list point at each other. */
export function StepCheck() {
  const now = submission.value!;
  const found = report.value!;
  const groups = useMemo(() => shownGroups(found, severity.value), [found, severity.value]);
  const code = openCode.value;
  const items = useMemo(() => itemsOf(found, groups, code), [found, groups, code]);
  const shown = groups.filter((group) => code === null || group.code === code).flatMap((group) => group.entries);
  const open = openRow.value;
  const chosen = shown.find((entry) => entry.row === open && placeOf(entry));
  const place = placeOf(chosen);
  // A repair is looked at from near; a place is only brought into sight.
  const fit = chosen?.preview ? boxOfAll([chosen.preview.after, ...(chosen.preview.before ? [chosen.preview.before] : [])]) : null;
  const closed = now.state === 'published' || now.state === 'awaiting-approval';
  useEffect(() => view(now.id, shownGroups(found, 'all').find((group) => group.severity === 'error')?.code ?? null), [now.id]);
  return (
    <>
      <div class="wizard-body with-map">
        <div class="wizard-main" data-testid="findings">
          <h2 tabIndex={-1}>{t('upload.check.title')}</h2>
          <Outcome report={found} />
          {now.problem && <p class="refused" role="alert" data-testid="problem">{draftProblem(now.problem)}</p>}
          {found.findings.length > 0 && <SeverityFilter report={found} />}
          {code !== null && !found.findings.some((group) => group.code === code) && <p class="noted" role="status">{t('upload.check.solved', { code })}</p>}
          <ul class="groups">
            {groups.map((group) => <FindingSection key={group.code} group={group} disabled={closed} />)}
          </ul>
          {found.findings.length === 0 && <p class="empty">{t('upload.check.nothing')}</p>}
          <MendedList disabled={closed} />
          <RemarkedTable />
        </div>
        <SketchPane adcode={now.area} items={items} selected={open === null ? null : idOf(open)} onPick={(id) => pickRow(found, rowOf(id))} fit={fit} at={place}>
          {shown.some((entry) => entry.preview) && (
            <>
              <p class="legend-line"><Swatch mark={BEFORE_LOOK} />{t('upload.repair.before')}</p>
              <p class="legend-line"><Swatch mark={AFTER_LOOK} />{t('upload.repair.after')}</p>
            </>
          )}
          {SEVERITIES.filter((each) => shown.some((entry) => entry.severity === each && entry.position && !entry.preview)).map((each) => <p key={each} class="legend-line"><Swatch mark={SEVERITY_LOOKS[each]} />{t(`upload.severity.${each}`)}</p>)}
          <p class="legend-line"><Swatch mark={GROUND_LOOK} />{t('upload.check.legend')}</p>
        </SketchPane>
      </div>
      <StepFoot step={4} checks={!closed} next={{ go: () => goToStep(5), blocked: isPublishable(now) || closed ? null : t('upload.check.blocked') }} />
    </>
  );
}

/** A place on the map opens the first code that speaks of its row. */
function pickRow(found: Report, row: number | null): void {
  if (row === null) return;
  const about = (code: string | null) => found.findings.find((group) => (code === null || group.code === code) && group.entries.some((entry) => entry.row === row));
  const group = about(openCode.peek()) ?? about(null);
  if (!group) return;
  batch(() => {
    openCode.value = group.code;
    openRow.value = row;
    const at = group.entries.findIndex((entry) => entry.row === row);
    listed.value = Math.max(listed.peek(), Math.ceil((at + 1) / ENTRIES_PER_PAGE) * ENTRIES_PER_PAGE);
  });
}

function Outcome({ report: found }: { report: Report }) {
  return (
    <p class={found.isAccepted ? 'outcome' : 'outcome refused'} data-testid="outcome">
      {found.isAccepted
        ? t(found.rejectedRows > 0 ? 'upload.check.partly' : 'upload.check.wholly', { rows: exact(found.rows), accepted: exact(found.accepted), rejected: exact(found.rejectedRows) })
        : t('upload.check.refused')}
    </p>
  );
}

function SeverityFilter({ report: found }: { report: Report }) {
  const counts = countsBySeverity(found);
  const button = (each: Severity | 'all', words: string) => (
    <button key={each} type="button" aria-pressed={severity.value === each} data-testid={`severity-${each}`} onClick={() => (severity.value = each)}>{words}</button>
  );
  return (
    <div class="segments" role="group" aria-label={t('upload.check.filter')}>
      {button('all', t('upload.check.all'))}
      {SEVERITIES.map((each) => button(each, `${MARKS[each]} ${t(`upload.severity.${each}`)} ${exact(counts[each])}`))}
    </div>
  );
}
