import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/t';
import { store } from '../../state/store';
import { closeOnEscape } from '../../ui/close-on-escape';
import { Icon } from '../../ui/icon';
import { PAPERS, RESOLUTIONS, toPng, type Paper } from './paper';
import { Sheet, sheetCount } from './sheet';
import '../../ui/figures.css';
import './print.css';

const paper = signal<Paper>('a4');
const dpi = signal<number>(RESOLUTIONS[1]);
const failed = signal(false);
const shown = signal(0);

/** The state of the screen it came from, as a sheet: seen as it will be printed, saved as a picture or by the browser as PDF. */
export default function Print() {
  const sheet = useRef<HTMLDivElement>(null);
  closeOnEscape(() => (store.mode.value = null));
  const count = sheetCount();
  const now = Math.min(shown.value, count - 1);
  const { width, height } = PAPERS[paper.value];
  // The browser's own page must be the sheet's size before anybody can print, or PDF would cut it.
  useLayoutEffect(() => {
    const page = new CSSStyleSheet();
    page.replaceSync(`@page { size: ${width}mm ${height}mm; margin: 0 }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, page];
    return () => { document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== page); };
  }, [width, height]);
  const save = async () => {
    failed.value = false;
    try {
      const blob = await toPng(sheet.current!.querySelectorAll<SVGSVGElement>('.print-sheet > svg')[now]!, paper.value, dpi.value);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${store.page.value}-${paper.value}-${dpi.value}dpi${count > 1 ? `-${now + 1}` : ''}.png`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch {
      failed.value = true;
    }
  };
  return (
    <main class="figures print">
      <div class="toolbar" role="toolbar" aria-label={t('figures.plan.tools')}>
        <button class="button" data-testid="leave-print" onClick={() => (store.mode.value = null)}><Icon name="back" />{t('figures.print.back')}</button>
        <div class="segments" role="group" aria-label={t('figures.print.paper')}>
          {(Object.keys(PAPERS) as Paper[]).map((each) => <button key={each} data-testid={`paper-${each}`} aria-pressed={paper.value === each} onClick={() => (paper.value = each)}>{each.toUpperCase()}</button>)}
        </div>
        <div class="segments" role="group" aria-label={t('figures.print.resolution')}>
          {RESOLUTIONS.map((each) => <button key={each} data-testid={`dpi-${each}`} aria-pressed={dpi.value === each} onClick={() => (dpi.value = each)}>{each} dpi</button>)}
        </div>
        {count > 1 && (
          <div class="segments" role="group" aria-label={t('figures.print.sheets')}>
            {Array.from({ length: count }, (_, i) => <button key={i} data-testid={`sheet-${i + 1}`} aria-pressed={now === i} onClick={() => (shown.value = i)}>{t('figures.print.sheetOf', { n: i + 1, of: count })}</button>)}
          </div>
        )}
        <button class="button" data-testid="language" onClick={() => (store.language.value = store.language.value === 'en' ? 'zh' : 'en')}>{store.language.value === 'en' ? '中文' : 'EN'}</button>
        <span class="spring" />
        {failed.value && <span class="error" role="alert">{t('figures.print.failed')}</span>}
        <button class="button" data-testid="save-png" onClick={save}>PNG</button>
        <button class="button" data-testid="save-pdf" onClick={() => window.print()}>PDF</button>
      </div>
      <div ref={sheet} class="print-desk" tabIndex={0} role="region" aria-label={t('figures.print.open')}>
        {Array.from({ length: count }, (_, i) => <div key={i} class={`print-sheet ${i === now ? '' : 'print-later'}`} style={{ maxWidth: `${width / height * 100}vh` }}><Sheet paper={paper.value} sheet={i} /></div>)}
      </div>
    </main>
  );
}
