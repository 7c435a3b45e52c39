import { readable } from './url-atoms';
import { CODES } from './url-codes';
import { DEFAULTS, type UrlState } from './url-state';

export function parseUrl(search: string): { state: UrlState; unknown: string[] } {
  const state: UrlState = { ...DEFAULTS };
  const unknown: string[] = [];
  for (const pair of search.replace(/^\?/, '').split('&')) {
    if (!pair) continue;
    const at = pair.indexOf('=');
    const name = at < 0 ? pair : pair.slice(0, at);
    const raw = at < 0 ? '' : readable(pair.slice(at + 1));
    const code = Object.prototype.hasOwnProperty.call(CODES, name) ? CODES[name] : undefined;
    if (!code?.read(raw, state)) unknown.push(pair);
  }
  return { state, unknown };
}

export function formatUrl(state: UrlState): string {
  const pairs = Object.entries(CODES).map(([name, code]) => [name, code.write(state)]).filter(([, value]) => value);
  return pairs.length > 0 ? `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}` : '';
}
