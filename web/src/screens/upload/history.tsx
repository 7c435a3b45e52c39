import { useEffect, useState } from 'preact/hooks';
import { asFailure, type RequestFailure } from '../../api/client';
import { clock, exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { layerOf } from '../../state/catalogue';
import { session } from '../../state/session';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/states';
import { goHome, openDraftPage } from './navigation';
import { listPublications } from './requests';
import { TakeBack } from './take-back';
import { useTitleFocus } from './title-focus';
import { TroubleNote } from './trouble-note';
import type { PublicationEntry } from './types';

/** Who published what of a layer and when, newest first; any of it can be taken back unless a later one changed the same sites. */
export function History({ layer }: { layer: string }) {
  const heading = useTitleFocus();
  const [list, setList] = useState<PublicationEntry[] | null>(null);
  const [next, setNext] = useState<number | undefined>();
  const [failed, setFailed] = useState<{ failure: RequestFailure; retry: () => void } | null>(null);
  const load = (before?: number) => {
    setFailed(null);
    listPublications(layer, null, before).then((page) => {
      setList((old) => [...(before ? old ?? [] : []), ...page.publications]);
      setNext(page.next);
    }, (error) => setFailed({ failure: asFailure(error), retry: () => load(before) }));
  };
  // What may be taken back depends on who asks.
  useEffect(() => load(), [layer, session.value.name]);
  const title = say(layerOf(layer)?.geo.titles) || layer;
  return (
    <div class="upload-home">
      <button class="link" onClick={goHome}><Icon name="back" />{t('upload.home.title')}</button>
      <h2 ref={heading} tabIndex={-1}>{t('upload.history.of', { layer: title })}</h2>
      {failed && <TroubleNote trouble={{ what: 'history', ...failed }} />}
      {!list ? !failed && <Skeleton lines={6} /> : list.length === 0 ? <p class="empty">{t('upload.history.none')}</p> : (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t('upload.history.title')}>
          <table class="table history" data-testid="history">
            <thead><tr>
              <th scope="col" class="numeric">{t('upload.history.version')}</th><th scope="col">{t('upload.history.when')}</th><th scope="col">{t('upload.history.who')}</th><th scope="col">{t('upload.history.what')}</th>
              <th scope="col" class="numeric">{t('upload.change.added')}</th><th scope="col" class="numeric">{t('upload.change.changed')}</th><th scope="col" class="numeric">{t('upload.change.removed')}</th><th scope="col">{t('upload.check.actions')}</th>
            </tr></thead>
            <tbody>{list.map((entry) => <Line key={entry.id} entry={entry} again={() => load()} />)}</tbody>
          </table>
          {next !== undefined && <p class="list-foot"><button class="button" onClick={() => load(next)}>{t('list.more')}</button></p>}
        </div>
      )}
    </div>
  );
}

function Line({ entry, again }: { entry: PublicationEntry; again: () => void }) {
  const area = entry.area ? areaOfAdcode(entry.area) : undefined;
  const what = entry.kind === 'reversal' ? t('upload.history.reversal', { id: entry.reverses ?? '' })
    : entry.kind === 'definition' ? t('upload.history.definition')
    : [area && nameOf(area), entry.source].filter(Boolean).join(' · ');
  return (
    <tr class={entry.reversedBy ? 'muted' : ''} data-testid={`publication-${entry.id}`}>
      <td class="numeric">{entry.dataVersion}</td>
      <td class="number">{clock(new Date(entry.publishedAt))}</td>
      <td>{entry.actor}</td>
      <td class="message">{entry.submissionId && entry.kind === 'publication' && session.value.name === entry.actor
        ? <button class="row-button" onClick={() => openDraftPage(entry.submissionId!)}>{what}</button> : what}</td>
      <td class="numeric">{exact(entry.added)}</td>
      <td class="numeric">{exact(entry.changed)}</td>
      <td class="numeric">{exact(entry.removed)}</td>
      <td class="message"><TakeBack entry={entry} done={again} /></td>
    </tr>
  );
}
