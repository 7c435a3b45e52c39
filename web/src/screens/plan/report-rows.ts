import { computed, signal } from '@preact/signals';
import { asFailure, getJson } from '../../api/client';
import type { IndicatorAnswer, Indicator, FigurePublication } from '../../api/plan-types';
import { Resource } from '../../api/resource';
import { t } from '../../i18n/t';
import { planChanged } from '../../state/plan';
import { hasRole, sendJson, session } from '../../state/session';

export interface FigureRow {
  indicator: string;
  area: string;
  period: string;
  value: string;
  evidence: string;
}

export interface ReportRow extends FigureRow {
  /** What is published for it already; a row that says the same is not handed in again. */
  before?: { value: string; evidence: string };
  /** The code of what is wrong with it. */
  remark?: string;
}

interface FigureReport {
  rows: number;
  blank: number;
  remarks: { row: number; code: string; message: string }[];
  figures: Partial<FigureRow>[];
  publication?: { id?: number; added: number; changed: number; removed: number };
}

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const rows = signal<readonly ReportRow[]>([]);
/** Where the rows come from: a file's name, or null for what is typed here. */
export const file = signal<string | null>(null);
export const note = signal('');
export const failure = signal('');
export const busy = signal(false);
export const checked = signal(false);

export const changed = computed(() => rows.value.filter((row) => !row.before || row.before.value !== row.value.trim() || row.before.evidence !== row.evidence.trim())
  .filter((row) => row.before || file.value !== null || row.value.trim() !== '' || row.evidence.trim() !== ''));

export const indicators = new Resource(() => getJson<{ indicators: Indicator[] }>('/api/indicators'));
export const publications = new Resource(() => getJson<{ publications: FigurePublication[] }>('/api/figures/publications'));

/** The same question that the service asks of each row. */
function mayReport(area: { adcode: string; cityAdcode?: string }): boolean {
  return hasRole('province-editor') || session.value.areas.some((own) => own === area.adcode || own === area.cityAdcode);
}

/** A row for each area of a level, with what is published for that very period. */
export async function fill(indicator: string, period: string, level: string): Promise<void> {
  await work(async () => {
    const answer = await getJson<IndicatorAnswer>(`/api/indicators/${indicator}?period=${period}`);
    file.value = null;
    rows.value = answer.values.filter((value) => value.level === level && mayReport(value)).map((area) => {
      const known = area.reported?.period === period ? { value: String(area.reported.value), evidence: area.reported.evidence } : undefined;
      return { indicator, area: area.adcode, period, value: known?.value ?? '', evidence: known?.evidence ?? '', before: known };
    });
    if (rows.value.length === 0) failure.value = t('figures.report.noAreas');
  });
}

export function type(row: ReportRow, change: Partial<FigureRow>): void {
  rows.value = rows.value.map((each) => (each === row ? { ...each, ...change, remark: undefined } : each));
  checked.value = false;
  note.value = '';
}

/** The table of a file takes the place of what is shown, with what is wrong beside each row. */
export async function take(given: File): Promise<void> {
  await work(async () => {
    const contentType = /\.xlsx$/i.test(given.name) ? WORKBOOK : 'text/csv';
    const report = await sendJson<FigureReport>('POST', `/api/figures/check?source=${encodeURIComponent(given.name.slice(-200))}`, { body: given, headers: { 'Content-Type': contentType } });
    file.value = given.name.slice(-200);
    rows.value = report.figures.map((row) => ({ indicator: row.indicator ?? '', area: row.area ?? '', period: row.period ?? '', value: row.value ?? '', evidence: row.evidence ?? '' }));
    say(report, rows.value);
  });
}

export async function check(): Promise<boolean> {
  let good = false;
  await work(async () => {
    const sent = changed.value;
    const report = await sendJson<FigureReport>('POST', '/api/figures/check', { json: upload(sent) });
    good = say(report, sent);
  });
  return good;
}

export async function publish(): Promise<void> {
  if (!(await check())) return;
  await work(async () => {
    const { publication } = await sendJson<FigureReport>('POST', '/api/figures', { json: upload(changed.value) });
    note.value = publication?.id ? t('figures.report.published', { id: publication.id, added: publication.added, changed: publication.changed, removed: publication.removed }) : t('figures.report.nothingNew');
    rows.value = rows.value.map((row) => ({ ...row, remark: undefined, before: row.value.trim() === '' ? undefined : { value: row.value.trim(), evidence: row.evidence.trim() }, evidence: row.value.trim() === '' ? '' : row.evidence }));
    file.value = null;
    planChanged.value++;
    await publications.refresh();
  });
}

export async function takeBack(id: number): Promise<void> {
  await work(async () => {
    await sendJson('POST', `/api/figures/publications/${id}/reversal`);
    note.value = t('figures.report.takenBack', { id });
    rows.value = [];
    planChanged.value++;
    await publications.refresh();
  });
}

function upload(sent: readonly ReportRow[]) {
  return {
    source: file.value ?? t('figures.report.byHand'),
    figures: sent.map(({ indicator, area, period, value, evidence }) => ({ indicator, area, period, value, evidence })),
  };
}

/** Puts each remark at its row; the wrong ones come first, so that none is below the fold. */
function say(report: FigureReport, sent: readonly ReportRow[]): boolean {
  const byRow = new Map(report.remarks.map((remark) => [sent[remark.row - 1], remark.code]));
  rows.value = rows.value.map((row) => ({ ...row, remark: byRow.get(row) }));
  checked.value = true;
  note.value = report.remarks.length > 0 ? t('figures.report.wrong', { n: report.remarks.length, of: report.rows }) : t('figures.report.good', { n: report.rows, blank: report.blank });
  return report.remarks.length === 0;
}

async function work(doing: () => Promise<void>): Promise<void> {
  failure.value = note.value = '';
  busy.value = true;
  try {
    await doing();
  } catch (error) {
    failure.value = asFailure(error).detail || t('error.what', { what: t('figures.report.title') });
  } finally {
    busy.value = false;
  }
}

/** What is shown, as a table to fill in elsewhere. No text of it can be taken for a formula. */
export function asCsv(shown: readonly ReportRow[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
  return `\uFEFFindicator,area,period,value,evidence\r\n${shown.map((row) => [row.indicator, row.area, row.period, row.value, row.evidence].map(cell).join(',')).join('\r\n')}\r\n`;
}
