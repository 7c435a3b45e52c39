import { t } from '../i18n/t';
import { SCREENS } from '../screens';
import { store } from '../state/store';
import favicon from './favicon.svg';
import { helpOpen } from './help-dialog';
import { Icon } from './icon';
import { SearchBox } from './search-box';
import { SessionMenu } from './session-menu';

const IN_BAR = SCREENS.filter((screen) => !screen.inMenu);

export function TopBar() {
  const english = store.language.value === 'en';
  return (
    <header class="top-bar">
      <h1 class="brand"><img src={favicon} alt="" width="20" height="20" /><span>{t('app.title')}</span></h1>
      {IN_BAR.length > 1 && (
        <nav aria-label={t('app.screens')}>
          {IN_BAR.map(({ code, titleKey }) => (
            <button key={code} class="tab" aria-current={store.page.value === code ? 'page' : undefined} onClick={() => (store.page.value = code)}>{t(titleKey)}</button>
          ))}
        </nav>
      )}
      <SearchBox />
      <div class="top-tools">
        <button class="tool" data-testid="language" lang={english ? 'zh-CN' : 'en'} onClick={() => (store.language.value = english ? 'zh' : 'en')}>{english ? '中文' : 'EN'}</button>
        <button class="tool" data-testid="large" aria-pressed={store.large.value} onClick={() => (store.large.value = !store.large.value)}>{t('app.large')}</button>
        <button class="tool wide-only" data-testid="dark" aria-pressed={store.dark.value} aria-label={t('app.dark')} title={t('app.dark')} onClick={() => (store.dark.value = !store.dark.value)}><Icon name="dark" /></button>
        <button class="tool wide-only" data-testid="help" aria-label={t('help.title')} title={t('help.title')} onClick={() => (helpOpen.value = true)}>?</button>
        <SessionMenu />
      </div>
    </header>
  );
}
