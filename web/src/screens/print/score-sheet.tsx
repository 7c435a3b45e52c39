import type { Scoreboard } from '../../api/plan-types';
import { say, t } from '../../i18n/t';
import { amount, targetText, whyMissing } from '../../ui/figures';
import { FAINT, SHEET } from './sheet';

const TOP = 220;
const BOTTOM = 210;
const LONGEST_TITLE = { zh: 26, en: 46 };

/** All indicators in two columns, article by article. */
export function ScoreSheet({ board }: { board: Scoreboard }) {
  const lines = board.articles.flatMap((article) => article.indicators.map((line) => ({ article, line })));
  const perColumn = Math.ceil(lines.length / 2);
  const rowHeight = (SHEET.height - TOP - SHEET.margin - BOTTOM + 60) / (perColumn + 1);
  const columnWidth = (SHEET.width - 2 * SHEET.margin - 60) / 2;
  const size = Math.min(28, rowHeight * 0.62);
  const longest = LONGEST_TITLE[document.documentElement.lang === 'en' ? 'en' : 'zh'];
  const shorten = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
  return (
    <g font-size={size} data-testid="legend">
      {[0, 1].map((column) => {
        const x = SHEET.margin + column * (columnWidth + 60);
        return (
          <g key={column}>
            <g><text x={x + 50} y={TOP} fill={FAINT} text-anchor="end">{t('figures.plan.article')}</text><text x={x + 70} y={TOP} fill={FAINT}>{t('figures.plan.indicator')}</text><text x={x + columnWidth - 500} y={TOP} fill={FAINT} text-anchor="end">{t('figures.plan.target')}</text><text x={x + columnWidth - 190} y={TOP} fill={FAINT} text-anchor="end">{t('figures.plan.value')}</text><text x={x + columnWidth} y={TOP} fill={FAINT} text-anchor="end">{t('figures.plan.status')}</text></g>
            {lines.slice(column * perColumn, (column + 1) * perColumn).map(({ article, line }, i) => (
              <g key={line.id} transform={`translate(0 ${TOP + (i + 1) * rowHeight})`}>
                <text x={x + 50} y="0" fill={FAINT} text-anchor="end">{article.number}</text><text x={x + 70} y="0">{shorten(say(line.title))}</text><text x={x + columnWidth - 500} y="0" text-anchor="end">{targetText(line)}</text>
                <text x={x + columnWidth - 190} y="0" text-anchor="end">{line.value === undefined ? whyMissing(line.missing) : amount(line.value, line.decimals, line.unit)}</text>
                <text x={x + columnWidth} y="0" text-anchor="end" font-weight={line.status === 'late' ? 600 : 400} fill={line.status === 'late' ? '#9f3100' : undefined}>{t(`figures.status.${line.status}`)}</text>
                <line x1={x} x2={x + columnWidth} y1={rowHeight * 0.28} y2={rowHeight * 0.28} stroke="#dde2e6" stroke-width="1" />
              </g>
            ))}
          </g>
        );
      })}
    </g>
  );
}
