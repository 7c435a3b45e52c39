import type { ComponentType } from 'preact';
import type { MessageKey } from '../i18n/t';

/** A screen is a line here and a folder beside it, loaded when first opened. Only what exists is listed. */
export interface Screen {
  code: string;
  titleKey: MessageKey;
  /** A screen of the account menu is not in the top bar. */
  inMenu?: boolean;
  load: () => Promise<{ default: ComponentType }>;
}

export const SCREENS: readonly Screen[] = [
  { code: 'explore', titleKey: 'screen.explore', load: () => import('./explore/explore') },
  { code: 'account', titleKey: 'screen.account', inMenu: true, load: () => import('./account/account') },
  { code: 'admin', titleKey: 'screen.admin', inMenu: true, load: () => import('./admin/admin') },
];
