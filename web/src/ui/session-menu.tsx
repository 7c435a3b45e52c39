import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/t';
import { SCREENS } from '../screens';
import { isAdministrator, session, signInAsked, signOut } from '../state/session';
import { store } from '../state/store';
import { Icon } from './icon';

/** Who is signed in, and where that leads; or the way to sign in. */
export function SessionMenu() {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const { signedIn, name } = session.value;
  useEffect(() => {
    if (!open) return;
    const leave = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [open]);

  if (!signedIn) {
    return (
      <button class="tool" data-testid="sign-in" aria-label={t('session.signIn')} title={t('session.signIn')} onClick={() => (signInAsked.value = 'asked')}>
        <Icon name="person" /><span class="session-name wide-only">{t('session.signIn')}</span>
      </button>
    );
  }
  const go = (page: string) => {
    store.page.value = page;
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    setOpen(false);
    box.current?.querySelector('button')?.focus();
    event.stopPropagation();
  };
  return (
    <div ref={box} class="session" onKeyDown={onKeyDown}>
      <button class="tool" data-testid="session" aria-expanded={open} aria-label={t('session.menu', { name: name ?? '' })} title={name} onClick={() => setOpen(!open)}>
        <Icon name="person" /><span class="session-name wide-only">{name}</span>
      </button>
      {open && (
        <ul class="session-pop">
          <li class="faint session-who">{name}</li>
          {SCREENS.filter((screen) => screen.code === 'account' || (screen.code === 'admin' && isAdministrator.value)).map((screen) => (
            <li key={screen.code}><button data-testid={`menu-${screen.code}`} onClick={() => go(screen.code)}>{t(screen.titleKey)}</button></li>
          ))}
          <li><button data-testid="sign-out" onClick={() => { setOpen(false); void signOut().catch(() => undefined); }}>{t('session.signOut')}</button></li>
        </ul>
      )}
    </div>
  );
}
