import type { ComponentType } from 'preact';
import type { MessageKey } from '../i18n/t';
import { withMessages } from '../i18n/with-messages';

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
  { code: 'upload', titleKey: 'screen.upload', load: () => withMessages(() => import('./upload/upload'), { zh: () => import('messages:zh-CN/upload'), en: () => import('messages:en/upload') }) },
  { code: 'account', titleKey: 'screen.account', inMenu: true, load: () => import('./account/account') },
  { code: 'admin', titleKey: 'screen.admin', inMenu: true, load: () => import('./admin/admin') },
];
