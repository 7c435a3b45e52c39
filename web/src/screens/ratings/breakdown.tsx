import type { AreaRating, ItemScore } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { rating } from '../../state/plan';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { amount, whyMissing } from '../../ui/figures';
import { Icon } from '../../ui/icon';
import { Await } from '../../ui/states';
import { toggleCompared } from './ranking';
import { publishedText, scoreText, starText } from './shown';

/** A score opened: domains, their indicators, and the way on to definition, sites and evidence of each. */
export function Breakdown({ adcode }: { adcode: string }) {
  return <Await resource={rating(adcode)} what={t('screen.ratings')} lines={10}>{(found) => <Opened found={found} />}</Await>;
}

function Opened({ found }: { found: AreaRating }) {
  const { adcode } = found.area;
  const compared = store.compared.value.includes(adcode);
  return (
    <div class="breakdown" data-testid="breakdown">
      <header class="panel-head">
        <h2>{nameOf(found.area)}</h2>
        <button class="icon-button" aria-label={t('action.close')} title={t('action.close')} onClick={() => select(null)}><Icon name="close" /></button>
      </header>
      <p class="big"><span class="number">{starText(found.stars)}</span><span class="number">{scoreText(found.score)}</span><span class="badge">{t('badge.synthetic')}</span></p>
      <p class="faint">
        {found.rank !== undefined && t('figures.ratings.rankOf', { rank: found.rank, best: found.best ?? found.rank, worst: found.worst ?? found.rank })}
        {found.nextStar && ` · ${t('figures.ratings.toNext', { points: exact(found.nextStar.points, 1), stars: found.nextStar.stars })}`}
      </p>
      <p>
        <button class="link" onClick={() => toggleCompared(adcode)}>{compared ? t('figures.ratings.uncompare') : t('figures.ratings.addToCompare')}</button>{' '}
        <a class="link" href={`/?p=plan&sel=${adcode}${store.language.value === 'en' ? '&lang=en' : ''}`}>{t('figures.ratings.toPlan')}</a>
      </p>
      {found.domains.map((domain) => (
        <section key={domain.id}>
          <h3>{say(domain.title)} <span class="number">{scoreText(domain.score)} <span class="faint">× {domain.weight}</span></span></h3>
          <ul class="items">{domain.items.map((item) => <Item key={item.indicator} item={item} />)}</ul>
        </section>
      ))}
      <section>
        <h3>{t('figures.ratings.bonus')}</h3>
        <ul class="items">{found.bonusItems.map((item) => <li key={item.id}><span>{say(item.title)}</span><span class="number">{item.earned ? `+${item.points}` : '0'}</span></li>)}</ul>
      </section>
      <section>
        <h3>{t('figures.ratings.published')}</h3>
        {found.published.length === 0 && <p class="faint">{t('figures.ratings.nonePublished')}</p>}
        {found.published.map((each, i) => <p key={i}>{publishedText(each)} <span class="faint">{each.batch} · {each.source}</span></p>)}
      </section>
    </div>
  );
}

function Item({ item }: { item: ItemScore }) {
  const per = item.per ? ` ${t(`figures.per.${item.per}` as 'figures.per.10k-people')}` : '';
  return (
    <li>
      <a class="link" data-testid={`item-${item.indicator}`} href={`/?p=plan&i=${item.indicator}${store.language.value === 'en' ? '&lang=en' : ''}`}>{say(item.title)}</a>
      <span class="number">{item.measured === undefined ? <span class="faint">{whyMissing(item.missing)}</span> : `${amount(item.measured, item.per ? 2 : 1, item.unit)}${per}`}</span>
      {item.normalised !== undefined && <span class="item-bar" title={t('figures.ratings.goalposts', { min: item.min, max: item.max })}><span style={{ width: `${item.normalised}%` }} /></span>}
      {item.needed !== undefined && <span class="faint item-needed">{t('figures.ratings.needed', { value: exact(item.needed, 1) })}</span>}
    </li>
  );
}
