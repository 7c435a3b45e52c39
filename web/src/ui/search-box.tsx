import { useEffect, useRef, useState } from 'preact/hooks';
import { SEARCH_DEBOUNCE_MS } from '../config';
import { nameOf, say, t } from '../i18n/t';
import { layerOf } from '../state/catalogue';
import { findPlaces, goTo, type Found } from '../state/search';
import { Icon } from './icon';

/** Combobox of areas and sites: the ones at hand at once, those the service finds a moment later. */
export function SearchBox() {
  const [query, setQuery] = useState('');
  const [results, setResults] = useState<Found | null>(null);
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const text = query.trim();
    setActive(-1);
    if (!text) return setResults(null);
    const abort = new AbortController();
    const timer = setTimeout(() => void findPlaces(text, abort.signal, setResults), SEARCH_DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);

  const list = results?.list ?? [];
  const shown = open && query.trim() !== '' && results !== null;
  const choose = (i: number) => {
    const result = list[i];
    if (!result) return;
    goTo(result);
    setQuery('');
    setOpen(false);
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (list.length) setActive((active + step + list.length) % list.length);
    } else if (event.key === 'Enter') choose(Math.max(active, 0));
    else if (event.key === 'Escape') {
      if (!query) input.current?.blur();
      setQuery('');
      setOpen(false);
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };

  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input ref={input} id="search" class="search-input" type="text" role="combobox" autocomplete="off" spellcheck={false}
        aria-label={t('search.label')} aria-expanded={shown} aria-controls="search-results" aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `search-result-${active}` : undefined}
        placeholder={t('search.placeholder')} value={query}
        onInput={(event) => { setQuery(event.currentTarget.value); setOpen(true); }}
        onFocus={() => setOpen(true)} onBlur={() => setOpen(false)} onKeyDown={onKeyDown} />
      <kbd class="search-key wide-only">/</kbd>
      {shown && (
        <div class="search-pop">
          <ul id="search-results" role="listbox" aria-label={t('search.label')}>
            {list.map((result, i) => (
              <li key={`${result.collection}/${result.id}`} id={`search-result-${i}`} role="option" aria-selected={i === active}
                onMouseDown={(event) => { event.preventDefault(); choose(i); }}>
                <span>{nameOf(result)}</span>
                <span class="faint">{result.type === 'feature' ? say(layerOf(result.collection)?.geo.titles) : nameOf({ name: result.context ?? '', nameEn: result.contextEn })}</span>
              </li>
            ))}
          </ul>
          {list.length === 0 && results.complete && <p class="faint search-none">{results.failed ? t('search.failed') : t('search.none')}</p>}
        </div>
      )}
    </div>
  );
}
