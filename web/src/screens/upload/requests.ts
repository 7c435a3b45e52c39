import { getJson } from '../../api/client';
import { send, sendJson } from '../../state/session';
import type { Intake, UploadMode } from '../../state/url-state';
import type { ChangeItems, Changes, CheckSettings, PublicationEntry, RawRows, Report, Submission } from './types';

const SUBMISSIONS = '/api/submissions';

/** Sites of the change that the map draws; how many there are in all is told beside it. */
export const CHANGES_DRAWN = 5000;

export interface Tagged {
  submission: Submission;
  /** What a change or a publication is held against. */
  tag: string;
}

export async function getSubmission(id: number): Promise<Tagged> {
  return tagged(await send('GET', `${SUBMISSIONS}/${id}`));
}

export function listSubmissions(before?: number): Promise<{ submissions: Submission[]; next?: number }> {
  return sendJson('GET', `${SUBMISSIONS}?limit=20${before ? `&before=${before}` : ''}`);
}

export async function changeSettings(id: number, tag: string, settings: CheckSettings, mode: UploadMode): Promise<Tagged> {
  return tagged(await send('PATCH', `${SUBMISSIONS}/${id}`, { json: { settings, mode }, headers: { 'If-Match': tag } }));
}

export async function deleteSubmission(id: number): Promise<void> {
  await send('DELETE', `${SUBMISSIONS}/${id}`);
}

export function getReport(id: number): Promise<Report> {
  return sendJson('GET', `${SUBMISSIONS}/${id}/report`);
}

export function getRow(id: number, row: number): Promise<RawRows> {
  return sendJson('GET', `${SUBMISSIONS}/${id}/rows?offset=${Math.max(0, row - 1)}&limit=1`);
}

export function getChanges(id: number): Promise<Changes> {
  return sendJson('GET', `${SUBMISSIONS}/${id}/changes`);
}

export function getChangeItems(id: number): Promise<ChangeItems> {
  return sendJson('GET', `${SUBMISSIONS}/${id}/changes/items?limit=${CHANGES_DRAWN}`);
}

/**
 * The publication, or null where nothing differed (200) or the province must accept it first (202). Asked twice of one state
 * it is done once: an answer that was lost on the way can be asked for again.
 */
export async function publish(id: number, tag: string, said: { leaveOutRejected: boolean; removed?: number }): Promise<{ status: number; publicationId: number | null }> {
  const response = await send('POST', `${SUBMISSIONS}/${id}/publication`, { json: said, headers: { 'If-Match': tag, 'Idempotency-Key': `publication ${tag}` } });
  const answer = (await response.json()) as { id?: number; publicationId?: number | null };
  return { status: response.status, publicationId: response.status === 201 ? answer.id ?? null : null };
}

export function listPublications(layer: string | null, area: string | null, before?: number): Promise<{ publications: PublicationEntry[]; next?: number }> {
  const query = [layer && `layer=${encodeURIComponent(layer)}`, area && `area=${area}`, before && `before=${before}`].filter(Boolean).join('&');
  return getJson(`/api/publications?limit=20${query && `&${query}`}`);
}

export function getPublication(id: number): Promise<PublicationEntry> {
  return getJson(`/api/publications/${id}`);
}

/** As above, done once. */
export function reverse(id: number): Promise<PublicationEntry> {
  return sendJson('POST', `/api/publications/${id}/reversal`, { headers: { 'Idempotency-Key': `reversal-${id}` } });
}

export function templateUrl(layer: string, extension: 'xlsx' | 'csv'): string {
  return `/api/layers/${encodeURIComponent(layer)}/template.${extension}`;
}

export function remarksUrl(id: number, extension: 'xlsx' | 'csv'): string {
  return `${SUBMISSIONS}/${id}/remarks.${extension}`;
}

export function intakeQuery({ layer, area, mode }: Intake): string {
  return `layer=${encodeURIComponent(layer)}&area=${encodeURIComponent(area)}&mode=${mode}`;
}

async function tagged(response: Response): Promise<Tagged> {
  return { submission: await response.json(), tag: response.headers.get('ETag') ?? '' };
}
