import { useEffect, useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { clock, exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { layerOf, layers } from '../../state/catalogue';
import { session } from '../../state/session';
import { Skeleton } from '../../ui/states';
import { EditorsOnly } from './access';
import { forget } from './draft';
import { openDraftPage, openHistory, startNew } from './navigation';
import { deleteSubmission, listSubmissions } from './requests';
import { useTitleFocus } from './title-focus';
import { TroubleNote } from './trouble-note';
import type { Submission } from './types';

/** One's drafts and past uploads, a new one, and the history of every layer. */
export function Home() {
  const heading = useTitleFocus();
  return (
    <div class="upload-home">
      <h2 ref={heading} tabIndex={-1}>{t('upload.home.title')}</h2>
      <EditorsOnly>
        <p class="button-row"><button class="button primary" data-testid="new-upload" onClick={() => startNew()}>{t('upload.home.new')}</button></p>
        <Mine key={session.value.name} />
      </EditorsOnly>
      <HistoryOf />
    </div>
  );
}

/** Chosen first and opened with a button: arrows through the list must not open every layer on the way. */
function HistoryOf() {
  const [layer, setLayer] = useState('');
  return (
    <section>
      <h3>{t('upload.history.title')}</h3>
      <div class="button-row">
        <label class="form-field">
          <span>{t('upload.layer.layer')}</span>
          <select data-testid="history-of" value={layer} onChange={(event) => setLayer(event.currentTarget.value)}>
            <option value="">{t('upload.layer.choose')}</option>
            {layers.value.map((each) => <option key={each.id} value={each.id}>{say(each.geo.titles)}</option>)}
          </select>
        </label>
        <button class="button" data-testid="open-history" aria-disabled={layer === ''} onClick={() => layer && openHistory(layer)}>{t('upload.home.open')}</button>
      </div>
    </section>
  );
}

function Mine() {
  const [list, setList] = useState<Submission[] | null>(null);
  const [next, setNext] = useState<number | undefined>();
  const [failed, setFailed] = useState<{ what: 'list' | 'delete'; failure: RequestFailure; retry: () => void } | null>(null);
  const load = (before?: number) => {
    setFailed(null);
    listSubmissions(before).then((page) => {
      setList((old) => [...(before ? old ?? [] : []), ...page.submissions]);
      setNext(page.next);
    }, (error) => setFailed({ what: 'list', failure: asFailure(error), retry: () => load(before) }));
  };
  useEffect(() => load(), []);
  const remove = (id: number) => {
    setFailed(null);
    deleteSubmission(id).then(() => {
      forget(id);
      setList((old) => old?.filter((each) => each.id !== id) ?? null);
    }, (error) => setFailed({ what: 'delete', failure: asFailure(error), retry: () => remove(id) }));
  };
  return (
    <section>
      <h3>{t('upload.home.mine')}</h3>
      {failed && <TroubleNote trouble={failed} />}
      {!list ? !failed && <Skeleton lines={4} /> : list.length === 0 ? <p class="empty">{t('upload.home.none')}</p> : (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t('upload.home.mine')}>
          <table class="table" data-testid="submissions">
            <thead><tr><th scope="col">{t('upload.home.file')}</th><th scope="col">{t('upload.layer.layer')}</th><th scope="col">{t('upload.home.area')}</th><th scope="col">{t('upload.home.state')}</th><th scope="col">{t('upload.home.when')}</th><th scope="col">{t('upload.check.actions')}</th></tr></thead>
            <tbody>{list.map((each) => <Line key={each.id} submission={each} remove={remove} />)}</tbody>
          </table>
          {next !== undefined && <p class="list-foot"><button class="button" onClick={() => load(next)}>{t('list.more')}</button></p>}
        </div>
      )}
    </section>
  );
}

function Line({ submission: each, remove }: { submission: Submission; remove: (id: number) => void }) {
  const [asked, setAsked] = useState(false);
  const area = areaOfAdcode(each.area);
  const draft = each.state !== 'published' && each.state !== 'awaiting-approval';
  return (
    <tr>
      <th scope="row"><button class="row-button" onClick={() => openDraftPage(each.id)}>{each.file.name}</button></th>
      <td>{say(layerOf(each.layer)?.geo.titles) || each.layer}</td>
      <td>{area ? nameOf(area) : each.area}</td>
      <td>{t(`upload.state.${each.state}`)}{each.outcome && draft && <span class="faint">{` · ${t('upload.home.outcome', { accepted: exact(each.outcome.accepted), rejected: exact(each.outcome.rejected) })}`}</span>}</td>
      <td class="number">{clock(new Date(each.updatedAt))}</td>
      <td class="entry-actions">
        <button class="link" onClick={() => openDraftPage(each.id)}>{draft ? t('upload.home.goOn') : t('upload.home.open')}</button>
        {draft && (asked
          ? <button class="link danger" onClick={() => remove(each.id)}>{t('upload.home.reallyDelete')}</button>
          : <button class="link" onClick={() => setAsked(true)}>{t('upload.home.delete')}</button>)}
      </td>
    </tr>
  );
}
