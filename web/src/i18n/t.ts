import { signal } from '@preact/signals';
import type { Text } from '../api/types';
import { store } from '../state/store';
import en from './en.json';
import zh from './zh-CN.json';

export type MessageKey = keyof typeof zh;

const MESSAGES: Record<'zh' | 'en', Record<MessageKey, string>> = { zh, en };

/** Counts the screens' messages that came, so that what asked too early asks again. */
const arrived = signal(0);

/** Messages of a screen that is loaded when first opened; they come with its code, in the language that is read. */
export function addMessages(language: 'zh' | 'en', messages: Record<string, string>): void {
  Object.assign(MESSAGES[language], messages);
  arrived.value++;
}

/** The message in the current language, with {places} filled. */
export function t(key: MessageKey, places?: Record<string, string | number>): string {
  void arrived.value;
  // After a change of language a screen's own messages may still be on their way.
  const message = MESSAGES[store.language.value][key] ?? MESSAGES.zh[key] ?? MESSAGES.en[key] ?? '';
  return places ? message.replace(/\{(\w+)\}/g, (_, name: string) => String(places[name] ?? '')) : message;
}

/** A title that the service holds in both languages. */
export function say(text: Text | null | undefined): string {
  return text ? text[store.language.value] || text.zh : '';
}

export function nameOf(thing: { name: string; nameEn?: string | null }): string {
  return store.language.value === 'en' ? thing.nameEn || thing.name : thing.name;
}

export function locale(): string {
  return store.language.value === 'en' ? 'en-GB' : 'zh-CN';
}
