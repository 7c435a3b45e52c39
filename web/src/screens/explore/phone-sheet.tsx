import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t, type MessageKey } from '../../i18n/t';
import { pickedCell, pickedStack, sketch } from '../../state/map-state';
import { store } from '../../state/store';
import { helpOpen } from '../../ui/help-dialog';
import { Icon } from '../../ui/icon';
import { CellLegend } from './cell-legend';
import { coverageParts } from './coverage-parts';
import { DetailPanel } from './detail-panel';
import { IndicatorMenu, LevelMenu } from './indicator-menu';
import { LayerPanel } from './layer-panel';
import { Legend } from './legend';
import { ListTwin } from './list-twin';
import { TimeSlider } from './time-slider';
import { ShareButton } from './toolbar';

type Sheet = 'layers' | 'legend' | 'list' | 'detail';

const TABS: readonly { sheet: Sheet; titleKey: MessageKey; icon: 'layers' | 'legend' | 'list' | 'info' }[] = [
  { sheet: 'layers', titleKey: 'layers.title', icon: 'layers' },
  { sheet: 'legend', titleKey: 'legend.title', icon: 'legend' },
  { sheet: 'list', titleKey: 'toolbar.list', icon: 'list' },
  { sheet: 'detail', titleKey: 'detail.title', icon: 'info' },
];

const open = signal<Sheet | null>(null);

function show(sheet: Sheet | null): void {
  open.value = sheet;
  store.list.value = sheet === 'list' ? store.list.peek() ?? 'list' : null;
}

/** On a phone the map has the screen; everything else rises from the bottom, one thing at a time. */
export function PhoneSheet() {
  const chosen = store.selection.value ?? pickedCell.value ?? pickedStack.value ?? store.point.value ?? store.polygon.value;
  useEffect(() => {
    if (chosen) show('detail');
    else if (open.value === 'detail') show(null);
  }, [chosen]);
  useEffect(() => {
    if (store.list.value) open.value = 'list';
  }, [store.list.value]);
  const Parts = coverageParts();
  useEffect(() => {
    // What is drawn needs the map.
    if (sketch.value) show(null);
  }, [sketch.value === null]);
  const sheet = open.value;
  const current = TABS.find((tab) => tab.sheet === sheet);
  return (
    <>
      {current && (
        <section class="sheet" data-testid="sheet" aria-label={t(current.titleKey)}>
          <button class="sheet-close" aria-label={t('action.close')} onClick={() => show(null)}><Icon name="down" /></button>
          <div class="sheet-body">
            {sheet === 'layers' && <LayerPanel />}
            {sheet === 'legend' && <>{Parts && <Parts.CoverageLegend />}<div class="sheet-tools"><IndicatorMenu /><LevelMenu /><TimeSlider /></div><Legend /><CellLegend /></>}
            {sheet === 'list' && <ListTwin />}
            {sheet === 'detail' && <><DetailPanel /><div class="sheet-tools sheet-foot"><ShareButton /><button class="button" onClick={() => (helpOpen.value = true)}>{t('help.title')}</button></div></>}
          </div>
        </section>
      )}
      <nav class="sheet-tabs" aria-label={t('app.panels')}>
        {TABS.map(({ sheet: each, titleKey, icon }) => (
          <button key={each} data-testid={`tab-${each}`} aria-pressed={sheet === each} onClick={() => show(sheet === each ? null : each)}>
            <Icon name={icon} /><span>{t(titleKey)}</span>
          </button>
        ))}
      </nav>
    </>
  );
}
