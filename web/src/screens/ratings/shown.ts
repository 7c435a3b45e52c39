import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { store } from '../../state/store';

/** Position of the chosen domain in the standard; -1 is the whole score. */
export function domainAt(answer: RatingAnswer): number {
  return answer.standard.domains.findIndex((domain) => domain.id === store.domain.value);
}

export function scoreOf(area: RatedArea, at: number): number | null {
  return (at < 0 ? area.score : area.domains[at]) ?? null;
}

export function starText(stars: number | undefined): string {
  return stars === undefined ? t('figures.ratings.none') : `${stars}★`;
}

export function scoreText(score: number | null | undefined): string {
  return score === null || score === undefined ? t('figures.missing.no-score') : exact(score, 1);
}

export function shownTitle(answer: RatingAnswer): string {
  const domain = answer.standard.domains[domainAt(answer)];
  return domain ? say(domain.title) : t('figures.ratings.stars');
}

/** As above, where the whole is shown as a score and not as stars. */
export function scoreTitle(answer: RatingAnswer): string {
  return domainAt(answer) < 0 ? t('figures.ratings.score') : shownTitle(answer);
}

/** What was published, as what it is: a pilot is to build four stars, it has not got them. */
export function publishedText(rating: RatedArea['published'][number]): string {
  return t(`figures.published.${rating.status}`, { stars: rating.stars, year: rating.year });
}
