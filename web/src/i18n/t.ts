import { signal } from '@preact/signals';
import type { Text } from '../api/types';
import { store } from '../state/store';
import en from 'messages:en/first';
import zh from 'messages:zh-CN/first';
import type all from './zh-CN.json';

export type MessageKey = keyof typeof all;

type Messages = Record<'zh' | 'en', Record<string, string>>;
const MESSAGES: Messages = { zh: { ...zh }, en: { ...en } };

/** Counts the parts that came, so that what asked too early asks again. */
const arrived = signal(0);

/** Brings in the texts of a part that is loaded later, before that part says any of them. */
export function addMessages(part: Partial<Messages>): void {
  Object.assign(MESSAGES.zh, part.zh);
  Object.assign(MESSAGES.en, part.en);
  arrived.value++;
}

/** The message in the current language, with {places} filled. */
export function t(key: MessageKey, places?: Record<string, string | number>): string {
  void arrived.value;
  // A part may bring the other language only when it is switched to; until that is here the first one serves.
  const message = MESSAGES[store.language.value][key] ?? MESSAGES.zh[key] ?? MESSAGES.en[key] ?? key;
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
