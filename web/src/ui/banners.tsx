import { computed } from '@preact/signals';
import { lastAnswer, offline } from '../api/client';
import { clock } from '../i18n/format';
import { t } from '../i18n/t';
import { strangers } from '../state/indicators';
import { SCREENS } from '../screens';
import { store, unknownCodes } from '../state/store';
import { DEFAULTS } from '../state/url-state';
import { Icon } from './icon';
import { SessionNotice } from './session-notice';

const unknown = computed(() => [
  ...unknownCodes.value,
  ...strangers.value,
  ...(SCREENS.some((screen) => screen.code === store.page.value) ? [] : [`p=${store.page.value}`]),
]);

function dismiss(): void {
  unknownCodes.value = [];
  for (const code of strangers.peek()) {
    if (code.startsWith('m=')) store.indicator.value = DEFAULTS.indicator;
    else if (code.startsWith('cov=')) store.coverage.value = null;
    else {
      const known = (store.layers.peek() ?? []).filter((id) => `l=${id}` !== code);
      store.layers.value = known.length ? known : null;
    }
  }
  if (!SCREENS.some((screen) => screen.code === store.page.peek())) store.page.value = SCREENS[0]!.code;
}

export function Banners() {
  return (
    <div class="banners" aria-live="polite">
      {offline.value && (
        <p class="banner" data-testid="offline">
          {lastAnswer.value ? t('state.offlineSince', { time: clock(lastAnswer.value) }) : t('state.offline')}
        </p>
      )}
      <SessionNotice />
      {unknown.value.length > 0 && (
        <p class="banner" data-testid="unknown-codes">
          <span>{t('state.unknownCodes', { codes: unknown.value.join(' ') })}</span>
          <button class="icon-button" onClick={dismiss} aria-label={t('action.dismiss')}><Icon name="close" /></button>
        </p>
      )}
    </div>
  );
}
