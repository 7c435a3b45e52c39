import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { Atlas, AtlasLegend } from '../../charts/atlas';
import { exact } from '../../i18n/format';
import { nameOf, t } from '../../i18n/t';
import { select } from '../../state/map-state';
import { outlines, selectedArea } from '../../state/plan';
import { areaClasses } from '../../style/area-classes';
import { domainAt, scoreOf, scoreText, scoreTitle } from './shown';

interface CircleScore {
  adcode: string;
  name: string;
  nameEn: string;
  areas: RatedArea[];
  scored: RatedArea[];
  mean: number | null;
}

/** The three circles: each area in the colour of its circle's mean, the circles' own borders over them. */
export function Circles({ answer, part }: { answer: RatingAnswer; part: 'map' | 'list' }) {
  const at = domainAt(answer);
  const circles = answer.circles.map(({ adcode, name, nameEn }): CircleScore => {
    const areas = answer.areas.filter((area) => area.circle === adcode);
    const scored = areas.filter((area) => scoreOf(area, at) !== null);
    return { adcode, name, nameEn, areas, scored, mean: scored.length === 0 ? null : scored.reduce((sum, area) => sum + scoreOf(area, at)!, 0) / scored.length };
  }).sort((a, b) => (b.mean ?? -1) - (a.mean ?? -1));
  return part === 'map' ? <CircleMap answer={answer} circles={circles} /> : <CircleList answer={answer} circles={circles} at={at} />;
}

function CircleMap({ answer, circles }: { answer: RatingAnswer; circles: CircleScore[] }) {
  const { colourOf } = areaClasses(circles.map((circle) => circle.mean));
  const byAdcode = new Map(circles.map((circle) => [circle.adcode, circle]));
  const circleOf = new Map(answer.areas.map((area) => [area.adcode, area.circle ? byAdcode.get(area.circle) : undefined]));
  const borders = outlines('circle').value;
  const now = selectedArea();
  return (
    <>
      <Atlas level={answer.level} label={`${t('figures.ratings.circles')} ${scoreTitle(answer)} ${answer.period}`} chosen={now ? [now] : []} choose={(adcode) => select({ kind: 'area', adcode })}
        areas={(adcode) => { const circle = circleOf.get(adcode); return { colour: colourOf(circle?.mean ?? null), text: circle ? `${nameOf(circle)} ${scoreText(circle.mean)}` : scoreText(null) }; }}>
        <g fill="none" stroke="#111820" stroke-width="8" stroke-linejoin="round" pointer-events="none" data-testid="circle-borders">{borders?.areas.map(({ adcode, path }) => <path key={adcode} d={path} />)}</g>
      </Atlas>
      <AtlasLegend missing={circles.some((circle) => circle.mean === null) && t('figures.ratings.none')} classes={circles.filter((circle) => circle.mean !== null).map((circle) => ({ colour: colourOf(circle.mean)!, text: `${nameOf(circle)} ${scoreText(circle.mean)}` }))} />
    </>
  );
}

function CircleList({ answer, circles, at }: { answer: RatingAnswer; circles: CircleScore[]; at: number }) {
  return (
    <div data-testid="circle-list">
      {circles.map((circle) => {
        const sorted = [...circle.scored].sort((a, b) => scoreOf(b, at)! - scoreOf(a, at)!);
        return (
          <section key={circle.adcode}>
            <h3>{nameOf(circle)}<span class="number">{scoreText(circle.mean)}</span></h3>
            <p class="faint">{t('figures.circles.of', { title: scoreTitle(answer), scored: circle.scored.length, areas: circle.areas.length })} · {t('figures.ratings.threeStars', { n: circle.areas.filter((area) => (area.stars ?? 0) >= 3).length, of: circle.areas.length })}</p>
            {sorted.length > 0 && <ul class="value-list">{ends(sorted).map((area) => <li key={area.adcode}><button class="row-button" onClick={() => select({ kind: 'area', adcode: area.adcode })}>{nameOf(area)}</button><span class="number">{exact(scoreOf(area, at)!, 1)}</span></li>)}</ul>}
          </section>
        );
      })}
    </div>
  );
}

const SHOWN_ENDS = 3;

/** The best and the last of a circle; all of a small one. */
function ends(sorted: RatedArea[]): RatedArea[] {
  return sorted.length <= 2 * SHOWN_ENDS + 1 ? sorted : [...sorted.slice(0, SHOWN_ENDS), ...sorted.slice(-SHOWN_ENDS)];
}
