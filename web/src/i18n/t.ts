import type { Text } from '../api/types';
import { store } from '../state/store';
import en from 'messages:en/first';
import zh from 'messages:zh-CN/first';
import type all from './zh-CN.json';

export type MessageKey = keyof typeof all;

type Messages = Record<'zh' | 'en', Record<string, string>>;
const MESSAGES: Messages = { zh: { ...zh }, en: { ...en } };

/** Brings in the texts of a part that is loaded later, before that part says any of them. */
export function addMessages(part: Messages): void {
  Object.assign(MESSAGES.zh, part.zh);
  Object.assign(MESSAGES.en, part.en);
}

/** The message in the current language, with {places} filled. */
export function t(key: MessageKey, places?: Record<string, string | number>): string {
  const message = MESSAGES[store.language.value][key] ?? key;
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
