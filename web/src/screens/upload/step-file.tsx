import { useEffect, useRef, useState } from 'preact/hooks';
import { bytes, clock } from '../../i18n/format';
import { t } from '../../i18n/t';
import { store } from '../../state/store';
import { checkAgain, change, report, said, sending, submission, working } from './draft';
import { canPause, handIn, heldFile, pauseTransfer, resume, transferShare } from './file-transfer';
import { goToStep, openDraftPage, startNew } from './navigation';
import { rereadAs } from './settings';
import { StepFoot } from './step-foot';
import { PreviewTable } from './preview-table';

/** What the service reads; the browser's own dialog shows these first. */
const ACCEPT = '.csv,.tsv,.txt,.xlsx,.xls,.geojson,.json,.geojsonl,.ndjson,.zip,.gpkg,.kml,.kmz';

/** Step 2: the file goes over, and what was read of it is shown before anything is judged. */
export function StepFile() {
  const now = submission.value;
  return (
    <>
      <div class="wizard-body"><div class="wizard-main wide">
        <h2 tabIndex={-1}>{t('upload.file.title')}</h2>
        {!now ? <Give /> : now.state === 'uploading' ? <Resume /> : <Given />}
      </div></div>
      <StepFoot step={2} next={{ go: () => goToStep(3), blocked: blockedBy() }} />
    </>
  );
}

function blockedBy(): string | null {
  if (!submission.value || submission.value.state === 'uploading') return t('upload.file.blocked');
  return report.value ? null : t('upload.file.reading');
}

function Give() {
  const intake = store.intake.value;
  if (!intake) return null;
  return (
    <>
      <DropZone take={(file) => void handIn(file, intake)} words={t('upload.file.drop')} />
      <p class="faint">{t('upload.file.formats')}</p>
    </>
  );
}

/** Where a file is let fall, or chosen with a button. */
function DropZone({ take, words }: { take: (file: File) => void; words: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const busy = transferShare.value !== null;
  const first = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file && !busy) take(file);
  };
  // A file that misses the zone must not take the place of the page.
  useEffect(() => {
    const hold = (event: DragEvent) => event.preventDefault();
    window.addEventListener('dragover', hold);
    window.addEventListener('drop', hold);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('drop', hold);
    };
  }, []);
  return (
    <div class={`drop ${over ? 'drop-over' : ''}`} data-testid="drop"
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); first(event.dataTransfer?.files); }}>
      <p>{words}</p>
      <button class="button primary" data-testid="choose-file" disabled={busy} onClick={() => input.current?.click()}>{t('upload.file.choose')}</button>
      <input ref={input} type="file" accept={ACCEPT} hidden aria-label={t('upload.file.choose')}
        onChange={(event) => { first(event.currentTarget.files); event.currentTarget.value = ''; }} />
      {canPause.value && <button class="button" data-testid="pause" onClick={pauseTransfer}>{t('upload.file.pause')}</button>}
    </div>
  );
}

/** A large upload that stopped: by the pause button, by the network, or because the page was loaded again. */
function Resume() {
  const now = submission.value!;
  const { file } = now;
  const [wrong, setWrong] = useState(false);
  const held = heldFile.value?.draft === now.id ? heldFile.value.file : null;
  const share = file.size ? Math.floor(((file.received ?? 0) / file.size) * 100) : 0;
  const take = (given: File) => {
    const same = given.name === file.name && given.size === file.size;
    setWrong(!same);
    if (same) void resume(given, now.id);
  };
  return (
    <>
      <FileFacts />
      {held && transferShare.value === null
        ? <p class="button-row"><button class="button primary" data-testid="resume" onClick={() => void resume(held, now.id)}>{t('upload.file.resume')}</button></p>
        : <DropZone take={take} words={transferShare.value !== null ? t('upload.file.sending') : t('upload.file.resumeWhy', { name: file.name, share })} />}
      {wrong && <p class="refused" role="alert">{t('upload.file.other', { name: file.name, size: bytes(file.size) })}</p>}
    </>
  );
}

function Given() {
  const now = submission.value!;
  const found = report.value;
  const closed = now.state === 'published' || now.state === 'awaiting-approval';
  return (
    <>
      <FileFacts />
      {(now.earlier ?? []).map((each) => (
        <p key={each.id} class="noted" data-testid="earlier">
          {t(each.publicationId ? 'upload.file.earlierPublished' : 'upload.file.earlier', { time: clock(new Date(each.at)) })}
          <button class="link" onClick={() => openDraftPage(each.id)}>{t('upload.home.open')}</button>
        </p>
      ))}
      {found && <Reading closed={closed} />}
      {found?.preview && <PreviewTable preview={found.preview} />}
      {!closed && <p><button class="link" onClick={() => startNew({ layer: now.layer, area: now.area, mode: now.mode })}>{t('upload.file.another')}</button></p>}
    </>
  );
}

function FileFacts() {
  const { file } = submission.value!;
  const format = report.value?.format;
  return <p class="file-facts"><strong>{file.name}</strong><span class="number">{bytes(file.size)}</span>{format && <span>{format}</span>}</p>;
}

/** How the file was read, and the switches for when that is wrong. */
function Reading({ closed }: { closed: boolean }) {
  const found = report.value!;
  const busy = working.value || sending.value || closed;
  const read = (how: { dataset?: string; encoding?: string }) => {
    change(rereadAs(said.peek(), how));
    void checkAgain();
  };
  const encodings = found.encodings ?? [];
  return (
    <div class="reading">
      {found.encoding && encodings.length > 0 && (
        <label class="form-field">
          <span>{t('upload.file.encoding')}</span>
          <select data-testid="encoding" disabled={busy} value={found.encoding} onChange={(event) => read({ encoding: event.currentTarget.value })}>
            {[...new Set([found.encoding, ...encodings])].map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
      )}
      {found.datasets.length > 1 && (
        <label class="form-field">
          <span>{t('upload.file.dataset')}</span>
          <select data-testid="dataset" disabled={busy} value={found.dataset} onChange={(event) => read({ dataset: event.currentTarget.value })}>
            {found.datasets.map((each) => <option key={each} value={each}>{each}</option>)}
          </select>
        </label>
      )}
      {encodings.length > 0 && <p class="faint">{t('upload.file.garbled')}</p>}
    </div>
  );
}
