import { useMemo, useState } from 'preact/hooks';
import { asFailure } from '../../api/client';
import { Resource } from '../../api/resource';
import { clock, day } from '../../i18n/format';
import { t } from '../../i18n/t';
import { send, sendJson } from '../../state/session';
import { Secret } from '../../ui/secret';
import { Await } from '../../ui/states';

interface Token {
  id: string;
  name: string;
  prefix: string;
  createdAt: string;
  expiresAt: string;
  lastUsedAt?: string;
  revokedAt?: string;
}

const DAYS = [30, 90, 180, 365] as const;

/** Keys for one's programs: made here, shown once, revoked here. */
export function Tokens() {
  const tokens = useMemo(() => new Resource(() => sendJson<{ tokens: Token[] }>('GET', '/api/tokens')), []);
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const [secret, setSecret] = useState<{ name: string; value: string } | null>(null);
  const [refusal, setRefusal] = useState('');
  const fail = (error: unknown) => setRefusal(asFailure(error).detail || t('error.network'));

  const create = (event: Event) => {
    event.preventDefault();
    setRefusal('');
    sendJson<{ token: Token; secret: string }>('POST', '/api/tokens', { json: { name, expiresInDays: days } }).then((made) => {
      setSecret({ name: made.token.name, value: made.secret });
      setName('');
      tokens.retry();
    }, fail);
  };
  const revoke = (token: Token) => {
    if (confirm(t('account.revokeAsked', { name: token.name }))) send('DELETE', `/api/tokens/${token.id}`).then(tokens.retry, fail);
  };
  return (
    <section aria-labelledby="tokens-title">
      <h2 id="tokens-title">{t('account.tokens')}</h2>
      <p class="faint">{t('account.tokensFor')} <code>Authorization: Bearer geo_…</code></p>
      {secret && <Secret label={t('account.newToken', { name: secret.name })} value={secret.value} onDone={() => setSecret(null)} />}
      <Await resource={tokens} what={t('account.tokens')} lines={3}>
        {(list) => list.tokens.length === 0 ? <p class="empty">{t('account.noTokens')}</p> : <TokenTable tokens={list.tokens} revoke={revoke} />}
      </Await>
      <form class="inline-form" data-testid="token-form" onSubmit={create}>
        <label><span>{t('account.tokenName')}</span><input class="input" required maxLength={100} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label><span>{t('account.tokenLifetime')}</span>
          <select value={days} onChange={(event) => setDays(+event.currentTarget.value)}>{DAYS.map((n) => <option key={n} value={n}>{t('account.days', { n })}</option>)}</select>
        </label>
        <button class="button">{t('account.makeToken')}</button>
        <p class="form-error" role="alert">{refusal}</p>
      </form>
    </section>
  );
}

function TokenTable({ tokens, revoke }: { tokens: Token[]; revoke: (token: Token) => void }) {
  return (
    <div class="desk-table" tabIndex={0} role="region" aria-labelledby="tokens-title">
      <table data-testid="tokens">
        <thead>
          <tr>{(['name', 'begins', 'made', 'ends', 'used', 'state'] as const).map((column) => <th key={column} scope="col">{t(`account.column.${column}`)}</th>)}<td /></tr>
        </thead>
        <tbody>
          {tokens.map((token) => {
            const ended = Date.parse(token.expiresAt) <= Date.now();
            const over = ended || token.revokedAt !== undefined;
            return (
              <tr key={token.id} class={over ? 'off' : ''}>
                <th scope="row">{token.name}</th>
                <td data-label={t('account.column.begins')}><code>{token.prefix}…</code></td>
                <td data-label={t('account.column.made')} class="nowrap">{day(token.createdAt)}</td>
                <td data-label={t('account.column.ends')} class="nowrap">{day(token.expiresAt)}</td>
                <td data-label={t('account.column.used')} class="nowrap">{token.lastUsedAt ? clock(new Date(token.lastUsedAt)) : t('account.neverUsed')}</td>
                <td data-label={t('account.column.state')} class="nowrap">{token.revokedAt ? t('account.revoked') : ended ? t('account.expired') : t('account.valid')}</td>
                <td class="acts">{!over && <button class="button" aria-label={t('account.revokeNamed', { name: token.name })} onClick={() => revoke(token)}>{t('account.revoke')}</button>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
