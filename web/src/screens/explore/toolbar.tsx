import { signal } from '@preact/signals';
import { t } from '../../i18n/t';
import { coverages } from '../../state/coverage';
import { address, store } from '../../state/store';
import { Icon } from '../../ui/icon';
import { IndicatorMenu, LevelMenu } from './indicator-menu';
import { TimeSlider } from './time-slider';

export function Toolbar() {
  return (
    <div class="toolbar" role="group" aria-label={t('toolbar.title')}>
      <IndicatorMenu />
      <LevelMenu />
      <TimeSlider />
      <span class="spring" />
      <div class="segments" role="group" aria-label={t('toolbar.twin')}>
        <button aria-pressed={!store.list.value} onClick={() => (store.list.value = null)}>{t('toolbar.map')}</button>
        <button data-testid="list" aria-pressed={store.list.value === 'list'} onClick={() => (store.list.value = 'list')}>{t('toolbar.list')}</button>
        {coverages.value.length > 0 && <button data-testid="gap-list" aria-pressed={store.list.value === 'gaps'} onClick={() => (store.list.value = 'gaps')}>{t('toolbar.gaps')}</button>}
      </div>
      <ShareButton />
    </div>
  );
}

const shared = signal<'no' | 'copied' | 'shown'>('no');

export function ShareButton() {
  const share = async () => {
    try {
      await navigator.clipboard.writeText(location.origin + address.value);
      shared.value = 'copied';
    } catch {
      // Pages served without TLS may not write the clipboard; then the address is shown to be copied by hand.
      shared.value = 'shown';
    }
    setTimeout(() => shared.value === 'copied' && (shared.value = 'no'), 2500);
  };
  return (
    <div class="share">
      <button class="button" data-testid="share" onClick={share}><Icon name="share" />{t('toolbar.share')}</button>
      <span class="share-note" role="status">{shared.value === 'copied' && t('toolbar.copied')}</span>
      {shared.value === 'shown' && (
        <div class="share-pop">
          <label>{t('toolbar.copyByHand')}<input readOnly value={location.origin + address.value} onFocus={(event) => event.currentTarget.select()} /></label>
          <button class="icon-button" aria-label={t('action.close')} onClick={() => (shared.value = 'no')}><Icon name="close" /></button>
        </div>
      )}
    </div>
  );
}
