import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { checked, file, indicators, rows, type, type FigureRow, type ReportRow } from './report-rows';

/** A table of thousands is mended in the file; here are its wrong rows and the first of the others. */
const MOST_SHOWN = 150;

const REMARKS = ['unknown-indicator', 'not-reportable', 'unknown-area', 'wrong-level', 'outside-areas', 'invalid-period', 'not-a-number', 'out-of-range', 'no-evidence', 'duplicate'] as const;

/** Each row with its figure, its evidence and what is wrong with it. */
export function ReportTable() {
  const numbered = rows.value.map((row, i) => ({ row, number: i + 1 }));
  const shown = [...numbered.filter(({ row }) => row.remark), ...numbered.filter(({ row }) => !row.remark)].slice(0, MOST_SHOWN);
  const fromFile = file.value !== null;
  return (
    <div class="table-scroll report-scroll" tabIndex={0} role="region" aria-label={t('figures.report.title')}>
      <table class="table report-table" data-testid="report-table">
        <thead>
          <tr>
            <th scope="col" class="numeric">{t('figures.report.row')}</th><th scope="col">{t('figures.plan.indicator')}</th><th scope="col">{t('figures.plan.area')}</th><th scope="col">{t('figures.report.period')}</th>
            <th scope="col">{t('figures.report.value')}</th><th scope="col">{t('figures.report.evidence')}</th><th scope="col">{t('figures.report.remark')}</th>
          </tr>
        </thead>
        <tbody>{(fromFile ? shown.sort((a, b) => +!!b.row.remark - +!!a.row.remark || a.number - b.number) : numbered).map(({ row, number }) => <Row key={number} row={row} number={number} fromFile={fromFile} />)}</tbody>
      </table>
      {fromFile && numbered.length > shown.length && <p class="faint">{t('figures.report.more', { n: numbered.length - shown.length })}</p>}
    </div>
  );
}

function Row({ row, number, fromFile }: { row: ReportRow; number: number; fromFile: boolean }) {
  const indicator = indicators.value?.indicators.find(({ id }) => id === row.indicator);
  const area = areaOfAdcode(row.area);
  const name = `${area ? nameOf(area) : row.area} ${row.period}`;
  const withdrawn = row.before && row.value.trim() === '';
  const input = (field: keyof FigureRow, label: string, extra: object = {}) => (
    <input class="input" aria-label={`${label} ${name}`} data-testid={`${field}-${row.area}`} value={row[field]} onInput={(event) => type(row, { [field]: event.currentTarget.value })} {...extra} />
  );
  // Names are what a person reads; where one is wrong, its code can be mended.
  const wrongName = fromFile && (row.remark === 'unknown-indicator' || row.remark === 'not-reportable');
  const wrongArea = fromFile && (row.remark === 'unknown-area' || row.remark === 'wrong-level' || row.remark === 'outside-areas');
  return (
    <tr class={row.remark ? 'row-wrong' : ''} data-testid={`row-${number}`}>
      <td class="numeric faint">{number}</td>
      <td>{wrongName ? input('indicator', t('figures.plan.indicator')) : indicator ? say(indicator.title) : row.indicator}</td>
      <th scope="row">{wrongArea ? input('area', t('figures.plan.area')) : area ? nameOf(area) : row.area}</th>
      <td>{fromFile && row.remark === 'invalid-period' ? input('period', t('figures.report.period')) : row.period}</td>
      <td class="report-value">{input('value', t('figures.report.value'), { inputMode: 'decimal', placeholder: t('state.notReported') })}</td>
      <td class="report-evidence">{input('evidence', t('figures.report.evidence'), { maxLength: 1000, placeholder: row.value.trim() === '' ? '' : t('figures.report.evidenceHint') })}</td>
      <td class="report-remark">{row.remark ? <span class="error">✗ {remarkText(row.remark)}</span> : withdrawn ? t('figures.report.withdrawn') : checked.value && row.value.trim() !== '' ? <span class="status-reached">✓</span> : ''}</td>
    </tr>
  );
}

function remarkText(code: string): string {
  const known = REMARKS.find((each) => each === code);
  return known ? t(`figures.remark.${known}`) : code;
}
