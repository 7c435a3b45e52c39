import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../i18n/t';
import { SCREENS } from '../screens';
import { store } from '../state/store';
import { Banners } from './banners';
import { HelpDialog } from './help-dialog';
import { SignInGate } from './sign-in-gate';
import { TopBar } from './top-bar';

const screen = signal<ComponentType | null>(null);
const failed = signal(false);

// Begun before the first render: the screen's code and the catalogue travel at the same time.
effect(() => {
  const found = SCREENS.find((each) => each.code === store.page.value) ?? SCREENS[0]!;
  found.load().then((module) => (screen.value = module.default), () => (failed.value = true));
});

effect(() => {
  const { documentElement: root } = document;
  root.lang = store.language.value === 'en' ? 'en' : 'zh-CN';
  root.dataset.theme = store.dark.value ? 'dark' : 'light';
  root.dataset.size = store.large.value ? 'large' : 'normal';
  document.title = t('app.title');
});

export function App() {
  const Screen = screen.value;
  return (
    <div class="app">
      <TopBar />
      <Banners />
      {Screen ? <Screen /> : failed.value ? (
        <main class="fallback"><p>{t('error.screen')}</p><button class="button" onClick={() => location.reload()}>{t('action.retry')}</button></main>
      ) : <main class="fallback" aria-busy="true" />}
      <HelpDialog />
      <SignInGate />
    </div>
  );
}
