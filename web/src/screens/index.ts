import type { ComponentType } from 'preact';
import type { MessageKey } from '../i18n/t';

/** A screen is a line here and a folder beside it, loaded when first opened. Only what exists is listed. */
export interface Screen {
  code: string;
  titleKey: MessageKey;
  load: () => Promise<{ default: ComponentType }>;
}

export const SCREENS: readonly Screen[] = [
  { code: 'explore', titleKey: 'screen.explore', load: () => import('./explore/explore') },
  { code: 'ratings', titleKey: 'screen.ratings', load: () => import('./ratings/ratings') },
  { code: 'plan', titleKey: 'screen.plan', load: () => import('./plan/plan') },
];
