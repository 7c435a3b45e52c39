import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { Atlas } from '../../charts/atlas';
import { nameOf, say, t } from '../../i18n/t';
import { domainAt, scoreOf, scoreText, shownTitle, starText } from '../ratings/shown';
import { starLook } from '../ratings/star-map';
import { FAINT, MapBlock, SHEET } from './sheet';

const TOP = 230;
const MAP_WIDTH = 2000;
const ROWS = 27;
const ROW_HEIGHT = 52;
/** On sheets after the first there is no map, only more of the list. */
const COLUMNS = 3;
const GAP = 90;
const ROWS_FURTHER = 30;

function ranked(answer: RatingAnswer): RatedArea[] {
  const at = domainAt(answer);
  return [...answer.areas].sort((a, b) => (scoreOf(b, at) ?? -1) - (scoreOf(a, at) ?? -1));
}

/** How many sheets the list takes. */
export function ratingSheets(answer: RatingAnswer): number {
  return 1 + Math.max(0, Math.ceil((answer.areas.length - ROWS) / (COLUMNS * ROWS_FURTHER)));
}


export function RatingSheet({ answer }: { answer: RatingAnswer }) {
  const at = domainAt(answer);
  const look = starLook(answer);
  const byAdcode = new Map(answer.areas.map((area) => [area.adcode, area]));
  const sorted = ranked(answer);
  const x = SHEET.margin + MAP_WIDTH + 70;
  const right = SHEET.width - SHEET.margin;
  return (
    <g>
      <text x={SHEET.margin} y={TOP - 10} font-size="34" fill={FAINT}>{t(`level.${answer.level}`)} · {shownTitle(answer)} · {answer.standard.domains.map((domain) => `${say(domain.title)} ${domain.weight}`).join(t('list.comma'))}</text>
      <MapBlock level={answer.level} x={SHEET.margin} y={TOP + 40} width={MAP_WIDTH} legend={look.classes} missing={look.missing}>
        <Atlas level={answer.level} label={shownTitle(answer)} areas={look.area} nameSize={52} names={(adcode) => { const area = byAdcode.get(adcode); return area ? (at < 0 ? starText(area.stars) : scoreText(scoreOf(area, at))) : null; }} />
      </MapBlock>
      <g font-size="30">
        <Head x={x} right={right} y={TOP + 60} />
        {sorted.slice(0, ROWS).map((area, i) => <Line key={area.adcode} area={area} position={i} at={at} x={x} right={right} y={TOP + 60 + (i + 1) * ROW_HEIGHT} />)}
        {sorted.length > ROWS && <text x={x + 90} y={TOP + 60 + (ROWS + 1) * ROW_HEIGHT} fill={FAINT}>{t('figures.print.further', { n: sorted.length - ROWS })}</text>}
      </g>
    </g>
  );
}

/** The list goes on where the sheet before ended. */
export function RatingListSheet({ answer, sheet }: { answer: RatingAnswer; sheet: number }) {
  const at = domainAt(answer);
  const first = ROWS + (sheet - 1) * COLUMNS * ROWS_FURTHER;
  const shown = ranked(answer).slice(first, first + COLUMNS * ROWS_FURTHER);
  const width = (SHEET.width - 2 * SHEET.margin - (COLUMNS - 1) * GAP) / COLUMNS;
  const step = (SHEET.height - TOP - SHEET.margin - 130) / (ROWS_FURTHER + 1);
  return (
    <g font-size="30" data-testid="further">
      {Array.from({ length: Math.ceil(shown.length / ROWS_FURTHER) }, (_, column) => {
        const x = SHEET.margin + column * (width + GAP);
        return (
          <g key={column}>
            <Head x={x} right={x + width} y={TOP} />
            {shown.slice(column * ROWS_FURTHER, (column + 1) * ROWS_FURTHER).map((area, i) => <Line key={area.adcode} area={area} position={first + column * ROWS_FURTHER + i} at={at} x={x} right={x + width} y={TOP + (i + 1) * step} />)}
          </g>
        );
      })}
    </g>
  );
}

interface Place {
  x: number;
  right: number;
  y: number;
}

function Head({ x, right, y }: Place) {
  return <g fill={FAINT}><text x={x + 60} y={y} text-anchor="end">{t('figures.ratings.rank')}</text><text x={x + 90} y={y}>{t('list.name')}</text><text x={right - 170} y={y} text-anchor="end">{t('figures.ratings.stars')}</text><text x={right} y={y} text-anchor="end">{t('figures.ratings.score')}</text></g>;
}

function Line({ area, position, at, x, right, y }: Place & { area: RatedArea; position: number; at: number }) {
  return (
    <g transform={`translate(0 ${y})`} data-testid={`sheet-${area.adcode}`}>
      <text x={x + 60} y="0" text-anchor="end">{at < 0 ? area.rank ?? '–' : position + 1}</text><text x={x + 90} y="0">{nameOf(area)}</text><text x={right - 170} y="0" text-anchor="end">{starText(area.stars)}</text><text x={right} y="0" text-anchor="end">{scoreText(scoreOf(area, at))}</text>
    </g>
  );
}
