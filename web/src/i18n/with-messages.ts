import { effect } from '@preact/signals';
import { store } from '../state/store';
import { addMessages } from './t';

type Messages = Record<'zh' | 'en', () => Promise<{ default: Record<string, string> }>>;

/** A screen and its words, which travel at the same time: those of the language that is read now, the others when it is switched. */
export async function withMessages<T>(screen: () => Promise<T>, messages: Messages): Promise<T> {
  const load = async (language: 'zh' | 'en') => addMessages({ [language]: (await messages[language]()).default });
  const first = store.language.peek();
  const [module] = await Promise.all([screen(), load(first)]);
  let other = false;
  effect(() => {
    if (store.language.value === first || other) return;
    other = true;
    void load(store.language.value);
  });
  return module;
}
