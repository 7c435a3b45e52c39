import type { RatingAnswer } from '../../api/plan-types';
import { Atlas, AtlasLegend } from '../../charts/atlas';
import { exact } from '../../i18n/format';
import { t } from '../../i18n/t';
import { selectedArea } from '../../state/plan';
import { select } from '../../state/map-state';
import { store } from '../../state/store';
import { areaClasses } from '../../style/area-classes';
import { STAR_COLOURS, starColour } from '../../style/stars';
import { domainAt, scoreOf, scoreText, shownTitle, starText } from './shown';

/** Stars, or a domain's score, with its label on every city. */
export function StarMap({ answer, before, nameSize, bare }: { answer: RatingAnswer; before?: boolean; nameSize?: number; bare?: boolean }) {
  const at = domainAt(answer);
  const byAdcode = new Map(answer.areas.map((area) => [area.adcode, area]));
  const look = starLook(answer, before);
  const chosen = selectedArea();
  return (
    <>
      <Atlas level={answer.level} label={`${shownTitle(answer)} ${answer.period}`} nameSize={nameSize} chosen={[...(chosen ? [chosen] : []), ...store.compared.value]}
        choose={(adcode) => select({ kind: 'area', adcode })} areas={look.area}
        names={(adcode) => { const area = byAdcode.get(adcode); return area ? (at < 0 ? starText(before ? area.starsBefore : area.stars) : scoreText(scoreOf(area, at))) : null; }} />
      {!bare && <AtlasLegend missing={look.missing && t('figures.ratings.none')} classes={look.classes} />}
    </>
  );
}

/** Colours of the map and what they mean; print and wall use the same. */
export function starLook(answer: RatingAnswer, before = false) {
  const at = domainAt(answer);
  const byAdcode = new Map(answer.areas.map((area) => [area.adcode, area]));
  if (at < 0) {
    const starsOf = (adcode: string) => { const area = byAdcode.get(adcode); return before ? area?.starsBefore : area?.stars; };
    const scoreBy = (adcode: string) => { const area = byAdcode.get(adcode); return before ? area?.scoreBefore : area?.score; };
    return {
      area: (adcode: string) => ({ colour: starColour(starsOf(adcode)), text: `${starText(starsOf(adcode))} ${scoreText(scoreBy(adcode))}` }),
      classes: STAR_COLOURS.map((colour, stars) => ({ colour, text: stars === 0 ? t('figures.ratings.noStar') : `${stars}★` })).slice(answer.areas.some((area) => starsOf(area.adcode) === 0) ? 0 : 1),
      missing: answer.areas.some((area) => starsOf(area.adcode) === undefined),
    };
  }
  const values = new Map(answer.areas.map((area) => [area.adcode, scoreOf(area, at)]));
  const { classes, colourOf } = areaClasses([...values.values()]);
  return {
    area: (adcode: string) => ({ colour: colourOf(values.get(adcode) ?? null), text: scoreText(values.get(adcode)) }),
    classes: classes.map(({ colour, low, high }) => ({ colour, text: low === high ? exact(low, 0) : `${exact(low, 0)}–${exact(high, 0)}` })),
    missing: [...values.values()].some((value) => value === null),
  };
}
