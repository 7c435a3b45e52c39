import { t } from '../../i18n/t';
import type { RawRows } from './types';

/** The first rows as they were read: whoever knows the table sees at once whether the encoding is right. */
export function PreviewTable({ preview }: { preview: RawRows }) {
  return (
    <div class="table-scroll preview" tabIndex={0} role="region" aria-label={t('upload.file.preview')}>
      <table class="table" data-testid="preview">
        <caption>{t('upload.file.preview')}</caption>
        <thead><tr><th scope="col" class="numeric">{t('upload.line')}</th>{preview.columns.map((column, i) => <th key={i} scope="col">{column}</th>)}</tr></thead>
        <tbody>
          {preview.rows.map(({ row, line, cells }) => (
            <tr key={row}><td class="numeric faint">{line}</td>{preview.columns.map((_, column) => <td key={column}>{cells[column]}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
