import { useEffect, useRef, useState } from 'preact/hooks';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { ENTRIES_PER_PAGE, listed, openRow, placeOf } from './check-view';
import { change, said, submission } from './draft';
import { RowForm } from './row-form';
import { correct, correctionOf, isLeftOut, leaveOut } from './settings';
import type { Finding } from './types';

/** The rows of a code, each with its cell to mend, the whole row behind it, and the way to leave it out. */
export function FindingTable({ entries, disabled }: { entries: readonly Finding[]; disabled: boolean }) {
  const shown = entries.slice(0, listed.value);
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t('upload.check.rows')}>
      <table class="table entries">
        <thead><tr><th scope="col">{t('upload.line')}</th><th scope="col">{t('upload.check.what')}</th><th scope="col">{t('upload.check.value')}</th><th scope="col">{t('upload.check.actions')}</th></tr></thead>
        <tbody>{shown.map((entry, i) => <Entry key={`${entry.row}/${entry.column ?? ''}/${i}`} entry={entry} disabled={disabled} />)}</tbody>
      </table>
      {entries.length > shown.length && (
        <p class="list-foot"><span class="faint">{t('list.shownOf', { n: exact(shown.length), all: exact(entries.length) })}</span>
          <button class="button" onClick={() => (listed.value += ENTRIES_PER_PAGE)}>{t('list.more')}</button></p>
      )}
    </div>
  );
}

function Entry({ entry, disabled }: { entry: Finding; disabled: boolean }) {
  const row = entry.row!;
  const line = useRef<HTMLTableRowElement>(null);
  const [editing, setEditing] = useState(false);
  const out = isLeftOut(said.value, row);
  const chosen = openRow.value === row;
  // Picked on the map: the row comes into sight; picked here it is already.
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const number = entry.line ?? row;
  return (
    <>
      <tr ref={line} aria-selected={chosen} class={out ? 'muted' : ''} data-testid={`entry-${row}`}>
        <th scope="row"><button class="row-button number" aria-label={t('upload.check.show', { line: number })} disabled={!placeOf(entry)} onClick={() => (openRow.value = row)}>{number}</button></th>
        <td class="message">{say(entry.message)}{entry.suggestion && <span class="faint">{` ${t('upload.check.suggestion', { what: entry.suggestion })}`}</span>}</td>
        <td>{entry.column === undefined ? <span class="faint">—</span> : <Cell entry={entry} disabled={disabled || out} />}</td>
        <td class="entry-actions">
          <button class="link" disabled={disabled || out} aria-expanded={editing} onClick={() => setEditing(!editing)}>{t('upload.check.editRow')}</button>
          <button class="link" disabled={disabled} aria-pressed={out} onClick={() => change(leaveOut(said.peek(), row, !out))}>{out ? t('upload.check.takeIn') : t('upload.check.leaveOut')}</button>
        </td>
      </tr>
      {editing && !out && <tr class="row-form-line"><td colSpan={4}><RowForm row={row} close={() => setEditing(false)} /></td></tr>}
    </>
  );
}

/** A cell that is mended where it is told. */
function Cell({ entry, disabled }: { entry: Finding; disabled: boolean }) {
  const row = entry.row!;
  const column = entry.column!;
  const original = entry.value ?? '';
  const mended = correctionOf(said.value, row, column);
  // A long value is shown cut: it is mended with its whole row in sight.
  const cut = original.endsWith('…');
  // Once a correction was checked the report shows it, and not what the file has.
  const checked = correctionOf(submission.value?.settings ?? {}, row, column) !== null;
  const set = (value: string) => change(correct(said.peek(), row, column, value, checked ? null : original));
  return (
    <label class="cell">
      <span class="cell-column">{column}</span>
      <input class={`text-input ${mended === null ? '' : 'mended'}`} type="text" disabled={disabled || cut} value={mended ?? original}
        aria-label={t('upload.check.cell', { line: entry.line ?? row, column })} onInput={(event) => set(event.currentTarget.value)} />
      {mended !== null && !checked && <span class="faint">{t('upload.check.was', { value: original || t('upload.check.blank') })}</span>}
    </label>
  );
}
