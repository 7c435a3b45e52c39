import { t } from '../../i18n/t';
import type { Report } from './types';

/** The first rows as they were read: whoever knows the table sees at once whether the encoding is right. */
export function PreviewTable({ preview }: { preview: NonNullable<Report['preview']> }) {
  return (
    <div class="table-scroll preview" tabIndex={0} role="region" aria-label={t('upload.file.preview')}>
      <table class="table" data-testid="preview">
        <caption>{t('upload.file.preview')}</caption>
        <thead><tr><th scope="col" class="numeric">{t('upload.line')}</th>{preview.columns.map((column, i) => <th key={i} scope="col">{column}</th>)}</tr></thead>
        <tbody>
          {preview.rows.map((cells, i) => (
            <tr key={i}><td class="numeric faint">{preview.lines?.[i] ?? i + 1}</td>{preview.columns.map((_, column) => <td key={column}>{cells[column]}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
