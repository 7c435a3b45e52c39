import { useEffect } from 'preact/hooks';
import { signal } from '@preact/signals';
import { PHONE } from '../../config';
import { t } from '../../i18n/t';
import { pickedCell, pickedStack, select } from '../../state/map-state';
import { store } from '../../state/store';
import { helpOpen } from '../../ui/help-dialog';
import { coverageParts } from './coverage-parts';
import { DetailPanel } from './detail-panel';
import { LayerPanel } from './layer-panel';
import { Legend } from './legend';
import { ListTwin } from './list-twin';
import { MapPane } from './map-pane';
import { MapStrip } from './map-strip';
import { PhoneSheet } from './phone-sheet';
import { Toolbar } from './toolbar';
import '../../map/map.css';
import '../../ui/table.css';
import './explore.css';
import './phone.css';

const phoneQuery = matchMedia(PHONE);
const phone = signal(phoneQuery.matches);
phoneQuery.addListener(() => (phone.value = phoneQuery.matches));

export default function Explore() {
  useEffect(() => {
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const Parts = coverageParts();
  if (phone.value) {
    return (
      <main class="explore explore-phone">
        <MapPane />
        <MapStrip />
        <PhoneSheet />
      </main>
    );
  }
  return (
    <main class={`explore ${store.list.value ? 'with-list' : ''}`}>
      <Toolbar />
      <aside class="side" aria-label={t('layers.title')}><LayerPanel /></aside>
      <MapPane />
      <div class="under-map">{Parts && <Parts.CoverageLegend />}<Legend /></div>
      {store.list.value && <ListTwin />}
      {/* Long while its buttons are still to come: the keyboard scrolls it all the same. */}
      <aside class="side side-right" tabIndex={0} aria-label={t('detail.title')}><DetailPanel /></aside>
      <MapStrip />
    </main>
  );
}

function onKey(event: KeyboardEvent): void {
  const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
  // A dialog has its own keys; Escape closes it and nothing behind it.
  if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape') {
    if (store.selection.value || store.point.value || store.polygon.value || pickedCell.value || pickedStack.value) select(null);
  } else if (typing && (event.target as HTMLInputElement).type !== 'checkbox') return;
  else if (event.key === '/') document.getElementById('search')?.focus();
  else if (event.key === '?') helpOpen.value = true;
  else return;
  event.preventDefault();
}
