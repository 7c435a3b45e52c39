import type { ComponentChildren } from 'preact';
import { nameOf, say, t } from '../../i18n/t';
import { config } from '../../state/catalogue';
import { openedIndicator, outlines, ratings, scoreboard } from '../../state/plan';
import { store } from '../../state/store';
import type { Level } from '../../api/types';
import { citeAddress } from '../../ui/screen-strip';
import { IndicatorSheet } from './indicator-sheet';
import { PAPERS, type Paper } from './paper';
import { RatingListSheet, RatingSheet, ratingSheets } from './rating-sheet';
import { ScoreSheet } from './score-sheet';

/** Units of the drawing: tenths of a millimetre of A4; A3 is the same drawing, larger. */
export const SHEET = { width: 2970, height: 2100, margin: 90 };
const MEAN_LATITUDE_COS = 0.805;

/** Everything is said by attributes: a picture takes no style sheet along, and the page allows none inside itself. */
export const FAINT = '#5a6670';
const INK = '#161d24';
const FONT = '"Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", Arial, sans-serif';

/** How many sheets there are; a long list goes on. */
export function sheetCount(): number {
  const answer = store.page.value === 'ratings' ? ratings().value : null;
  return answer ? ratingSheets(answer) : 1;
}

/** @param sheet From 0. */
export function Sheet({ paper, sheet }: { paper: Paper; sheet: number }) {
  const { width, height } = PAPERS[paper];
  if (store.page.value === 'ratings') {
    const answer = ratings().value;
    return answer && <Frame width={width} height={height} title={t('screen.ratings')} citation={answer} source={`${answer.standard.edition} · ${say(answer.standard.note)}`} sheet={sheet}>{sheet === 0 ? <RatingSheet answer={answer} /> : <RatingListSheet answer={answer} sheet={sheet} />}</Frame>;
  }
  const opened = store.shown.value ? openedIndicator(store.shown.value).value : null;
  if (store.shown.value) {
    return opened && <Frame width={width} height={height} title={say(opened.definition.title)} citation={opened} source={indicatorSource(opened.inputs)}><IndicatorSheet answer={opened} /></Frame>;
  }
  const board = scoreboard().value;
  return board && <Frame width={width} height={height} title={`${say(board.title)} · ${nameOf(board.area)}`} citation={board} source={t('figures.print.planSource')}><ScoreSheet board={board} /></Frame>;
}

function indicatorSource(inputs: { layer: string; title?: { zh: string; en: string }; dataVersion?: number }[]): string {
  return inputs.length === 0 ? t('figures.kind.reported') : inputs.map((input) => `${input.title ? say(input.title) : input.layer} v${input.dataVersion ?? 0}`).join(t('list.comma'));
}

/** What every sheet says of itself: title, date, source, version, address, and its review number or that it has none. */
function Frame({ width, height, title, citation, source, sheet = 0, children }: {
  width: number; height: number; title: string; source: string; sheet?: number; citation: { version: number; at: number; period: string }; children: ComponentChildren;
}) {
  const law = config.value?.map;
  const foot = SHEET.height - SHEET.margin;
  return (
    <svg xmlns="http://www.w3.org/2000/svg" viewBox={`0 0 ${SHEET.width} ${SHEET.height}`} data-testid="sheet" data-paper={`${width}x${height}`} font-family={FONT} fill={INK} role="img" aria-label={title}>
      <rect width={SHEET.width} height={SHEET.height} fill="#fff" />
      <text x={SHEET.margin} y={SHEET.margin + 50} font-size="64" font-weight="600">{title}</text>
      <text x={SHEET.width - SHEET.margin} y={SHEET.margin + 50} font-size="36" text-anchor="end">{t('figures.plan.yearEnd', { year: citation.period })}{sheetCount() > 1 && ` · ${t('figures.print.sheetOf', { n: sheet + 1, of: sheetCount() })}`}</text>
      <line x1={SHEET.margin} x2={SHEET.width - SHEET.margin} y1={SHEET.margin + 84} y2={SHEET.margin + 84} stroke="#161d24" stroke-width="3" />
      {children}
      <line x1={SHEET.margin} x2={SHEET.width - SHEET.margin} y1={foot - 92} y2={foot - 92} stroke="#b4bdc5" stroke-width="2" />
      <text data-testid="stamp" x={SHEET.margin} y={foot - 48} font-size="34" font-weight="600">{law?.reviewNo ? t('law.reviewed', { no: law.reviewNo }) : t('law.unreviewed')}</text>
      {law?.producer && <text x={SHEET.margin + 560} y={foot - 48} font-size="28">{t('law.producer', { name: law.producer })}</text>}
      <g transform={`translate(${SHEET.width - SHEET.margin - 190} ${foot - 84})`}><rect width="190" height="48" fill="#fff4e0" stroke="#ecc98f" stroke-width="2" /><text x="95" y="35" font-size="30" text-anchor="middle" fill="#8a4b00">{t('badge.synthetic')}</text></g>
      <text x={SHEET.margin} y={foot - 8} font-size="22" fill={FAINT}>{t('figures.plan.state', citation)} · {t('figures.print.source')} {source.slice(0, 90)}</text>
      <text x={SHEET.width - SHEET.margin} y={foot - 8} font-size="20" fill={FAINT} text-anchor="end">{`${location.origin}${citeAddress(citation)}`.replace('&view=print', '').slice(0, 110)}</text>
    </svg>
  );
}

/** A map with its scale bar and north, and its legend below. */
export function MapBlock({ level, x, y, width, legend, missing, children }: {
  level: Level; x: number; y: number; width: number; legend: readonly { colour: string; text: string }[]; missing: boolean; children: ComponentChildren;
}) {
  const shapes = outlines(level).value;
  if (!shapes) return null;
  const height = (width * (shapes.box[3] + shapes.box[2] * 0.024)) / (shapes.box[2] * 1.024);
  const kmPerUnit = (shapes.box[2] * 1.024 * shapes.stepM * MEAN_LATITUDE_COS) / 1000 / width;
  const bar = 100 / kmPerUnit;
  const below = y + height + 30;
  return (
    <g>
      <svg x={x} y={y} width={width} height={height}>{children}</svg>
      <g transform={`translate(${x + width - 60} ${y + 20})`} data-testid="north"><path d="M0 70L25 0L50 70L25 54z" fill="#161d24" /><text x="25" y="108" font-size="34" text-anchor="middle">N</text></g>
      <g transform={`translate(${x + width - bar - 20} ${below + 20})`} data-testid="scale"><path d={`M0 -12V0H${bar}V-12`} fill="none" stroke="#161d24" stroke-width="4" /><text x={bar / 2} y="36" font-size="28" text-anchor="middle">100 km</text></g>
      <g data-testid="legend">
        {[...legend, ...(missing ? [{ colour: 'url(#hatch)', text: t('state.notReported') }] : [])].map(({ colour, text }, i) => (
          <g key={text} transform={`translate(${x + (i % 5) * 310} ${below + Math.floor(i / 5) * 52})`}><rect width="52" height="34" fill={colour} stroke="#b4bdc5" stroke-width="2" /><text x="66" y="28" font-size="30">{text}</text></g>
        ))}
      </g>
    </g>
  );
}
