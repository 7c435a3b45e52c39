import { useLayoutEffect, useRef } from 'preact/hooks';

/** Where what had the focus is gone with the page before, it goes to the title of this one. */
export function useTitleFocus() {
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);
  return title;
}
