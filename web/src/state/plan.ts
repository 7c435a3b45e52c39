import { signal } from '@preact/signals';
import { getJson } from '../api/client';
import type { AreaRating, Indicator, IndicatorAnswer, IndicatorHistory, Outlines, RatingAnswer, Scoreboard, SpatialStatistics } from '../api/plan-types';
import { family } from '../api/resource';
import type { Level } from '../api/types';
import { areaCollection } from './catalogue';
import { store } from './store';

/** Counts up when this page has changed the plan, so that everything is asked for again in one step. */
export const planChanged = signal(0);

/** Province when nothing, or something that is no area, is selected. */
export function selectedArea(): string | null {
  const selection = store.selection.value;
  return selection?.kind === 'area' && /^\d{6}$/.test(selection.adcode) && selection.adcode !== '370000' ? selection.adcode : null;
}

/** Year and citation, as every question about the plan carries them. */
export function moment(extra: Record<string, string | null> = {}): string {
  const pairs: [string, string | number | null][] = [
    ...Object.entries(extra), ['period', store.year.value], ['version', store.planVersion.value], ['at', store.at.value],
  ];
  const query = pairs.filter(([, value]) => value !== null).map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&');
  return query ? `?${query}` : '';
}

function asked<T>(path: (key: string) => string) {
  const members = family<T>((key) => getJson<T>(path(key.slice(key.indexOf(' ') + 1))));
  return (key: string) => members(`${planChanged.value} ${key}`);
}

export const scoreboardAt = asked<Scoreboard>((query) => `/api/plan${query}`);
export const indicatorsAt = asked<{ indicators: Indicator[] }>((query) => `/api/indicators${query}`);
export const indicatorAt = asked<IndicatorAnswer>((path) => `/api/indicators/${path}`);
export const historyAt = asked<IndicatorHistory>((path) => `/api/indicators/${path}`);
export const ratingsAt = asked<RatingAnswer>((query) => `/api/ratings${query}`);
export const ratingAt = asked<AreaRating>((path) => `/api/ratings/${path}`);
export const statisticsAt = asked<SpatialStatistics>((query) => `/api/ratings/statistics${query}`);

export const scoreboard = () => scoreboardAt(moment({ area: selectedArea() }));
export const openedIndicator = (id: string) => indicatorAt(`${id}${moment()}`);
export const ratingLevel = (): 'city' | 'county' => (store.level.value === 'city' ? 'city' : 'county');
export const ratings = () => ratingsAt(moment({ level: ratingLevel() }));
export const rating = (adcode: string) => ratingAt(`${adcode}${moment()}`);
export const statistics = () => statisticsAt(moment({ level: ratingLevel(), domain: store.domain.value }));

const outlineTables = family<Outlines>((key) => getJson<Outlines>(`/api/areas/outlines?${key}`));

/** Keyed by the boundaries' version, so that the browser keeps them for good. */
export function outlines(level: Level) {
  const version = areaCollection(level)?.geo.dataVersion;
  return outlineTables(`level=${level}${version ? `&version=${version}` : ''}`);
}
