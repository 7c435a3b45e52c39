import type { Field } from '../../api/types';
import { say } from '../../i18n/t';
import { attributeText } from './attribute-text';

/** What a site has several of: sectors, connectors. Columns without a single value are left out. */
export function NestedTable({ field, rows }: { field: Field; rows: unknown[] }) {
  const records = rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
  if (records.length === 0) return null;
  const columns = (field.items ?? fieldsOf(records)).filter((column) => records.some((record) => record[column.name] != null));
  return (
    <section class="nested">
      <h3>{say(field.title)} <span class="faint number">{records.length}</span></h3>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={say(field.title)}>
        <table>
          <thead><tr>{columns.map((column) => <th key={column.name} scope="col">{say(column.title)}{column.unit && <span class="unit"> {column.unit}</span>}</th>)}</tr></thead>
          <tbody>{records.map((record, i) => <tr key={i}>{columns.map((column) => <td key={column.name}>{attributeText({ ...column, unit: null }, record[column.name])}</td>)}</tr>)}</tbody>
        </table>
      </div>
    </section>
  );
}

/** Where the catalogue does not describe the rows, their own names must do. */
function fieldsOf(records: Record<string, unknown>[]): Field[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))].map((name) => ({ name, type: 'string', title: { zh: name, en: name } }));
}
