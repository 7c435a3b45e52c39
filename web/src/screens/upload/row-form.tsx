import { useEffect, useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { t } from '../../i18n/t';
import { Skeleton } from '../../ui/states';
import { change, said, submission } from './draft';
import { getRow } from './requests';
import { correct, correctionOf } from './settings';
import { TroubleNote } from './trouble-note';
import type { RawRows } from './types';

/** All cells of a row as the file has them, to be mended together. */
export function RowForm({ row, close }: { row: number; close: () => void }) {
  const [found, setFound] = useState<RawRows | null>(null);
  const [failure, setFailure] = useState<RequestFailure | null>(null);
  const load = () => {
    setFailure(null);
    getRow(submission.peek()!.id, row).then(setFound, (error) => setFailure(asFailure(error)));
  };
  useEffect(load, [row]);
  if (failure) return <TroubleNote trouble={{ what: 'row', failure, retry: load }} />;
  if (!found) return <Skeleton lines={3} />;
  const cells = found.rows.find((each) => each.row === row)?.cells ?? [];
  return (
    <div class="row-form" data-testid={`row-form-${row}`}>
      {found.columns.map((column, i) => {
        const original = cells[i] ?? '';
        const mended = correctionOf(said.value, row, column);
        return (
          <label key={`${column}/${i}`} class="form-field">
            <span>{column}</span>
            <input class={`text-input ${mended === null ? '' : 'mended'}`} type="text" value={mended ?? original}
              onInput={(event) => change(correct(said.peek(), row, column, event.currentTarget.value, original))} />
          </label>
        );
      })}
      <button class="button" onClick={close}>{t('upload.check.closeRow')}</button>
    </div>
  );
}
