import { t } from '../../i18n/t';
import { change, said } from './draft';
import { agreeTo, undo } from './settings';

/** All that was mended, checked or not: what no longer stands in the report can be taken back here. */
export function MendedList({ disabled }: { disabled: boolean }) {
  const { corrections = [], repairs = [] } = said.value;
  const count = corrections.length + repairs.length;
  if (count === 0) return null;
  return (
    <details class="mended-list" data-testid="mended">
      <summary>{t('upload.mended.title', { n: count })}</summary>
      <ul>
        {repairs.map((code) => (
          <li key={code}><span>{t('upload.mended.repair', { code })}</span>
            <button class="link" disabled={disabled} onClick={() => change(agreeTo(said.peek(), code, false))}>{t('upload.mended.undo')}</button></li>
        ))}
        {corrections.map((each) => (
          <li key={`${each.row}/${each.column ?? ''}`}>
            <span>{each.value === null ? t('upload.mended.row', { row: each.row }) : t('upload.mended.cell', { row: each.row, column: each.column ?? '', value: each.value || t('upload.check.blank') })}</span>
            <button class="link" disabled={disabled} onClick={() => change(undo(said.peek(), each))}>{t('upload.mended.undo')}</button>
          </li>
        ))}
      </ul>
    </details>
  );
}
