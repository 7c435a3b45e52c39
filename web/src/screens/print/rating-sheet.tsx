import type { RatingAnswer } from '../../api/plan-types';
import { Atlas } from '../../charts/atlas';
import { nameOf, say, t } from '../../i18n/t';
import { domainAt, scoreOf, scoreText, shownTitle, starText } from '../ratings/shown';
import { starLook } from '../ratings/star-map';
import { FAINT, MapBlock, SHEET } from './sheet';

const TOP = 230;
const MAP_WIDTH = 2000;
const ROWS = 27;
const ROW_HEIGHT = 52;

export function RatingSheet({ answer }: { answer: RatingAnswer }) {
  const at = domainAt(answer);
  const look = starLook(answer);
  const byAdcode = new Map(answer.areas.map((area) => [area.adcode, area]));
  const sorted = [...answer.areas].sort((a, b) => (scoreOf(b, at) ?? -1) - (scoreOf(a, at) ?? -1));
  const x = SHEET.margin + MAP_WIDTH + 70;
  const right = SHEET.width - SHEET.margin;
  return (
    <g>
      <text x={SHEET.margin} y={TOP - 10} font-size="34" fill={FAINT}>{t(`level.${answer.level}`)} · {shownTitle(answer)} · {answer.standard.domains.map((domain) => `${say(domain.title)} ${domain.weight}`).join(t('list.comma'))}</text>
      <MapBlock level={answer.level} x={SHEET.margin} y={TOP + 40} width={MAP_WIDTH} legend={look.classes} missing={look.missing}>
        <Atlas level={answer.level} label={shownTitle(answer)} areas={look.area} nameSize={52} names={(adcode) => { const area = byAdcode.get(adcode); return area ? (at < 0 ? starText(area.stars) : scoreText(scoreOf(area, at))) : null; }} />
      </MapBlock>
      <g font-size="30">
        <text x={x + 60} y={TOP + 60} fill={FAINT} text-anchor="end">{t('figures.ratings.rank')}</text><text x={x + 90} y={TOP + 60} fill={FAINT}>{t('list.name')}</text><text x={right - 170} y={TOP + 60} fill={FAINT} text-anchor="end">{t('figures.ratings.stars')}</text><text x={right} y={TOP + 60} fill={FAINT} text-anchor="end">{t('figures.ratings.score')}</text>
        {sorted.slice(0, ROWS).map((area, i) => (
          <g key={area.adcode} transform={`translate(0 ${TOP + 60 + (i + 1) * ROW_HEIGHT})`}>
            <text x={x + 60} y="0" text-anchor="end">{at < 0 ? area.rank ?? '–' : i + 1}</text><text x={x + 90} y="0">{nameOf(area)}</text><text x={right - 170} y="0" text-anchor="end">{starText(area.stars)}</text><text x={right} y="0" text-anchor="end">{scoreText(scoreOf(area, at))}</text>
          </g>
        ))}
        {sorted.length > ROWS && <text x={x + 90} y={TOP + 60 + (ROWS + 1) * ROW_HEIGHT} fill={FAINT}>{t('figures.print.more', { n: sorted.length - ROWS })}</text>}
      </g>
    </g>
  );
}
