import { periodEnd } from '../../api/periods';
import type { Box, Collection, Feature } from '../../api/types';
import { SITES_PER_PAGE } from '../../config';
import { facetValues, MISSING, type Ticked } from '../../style/layer-style';

/** Address of the first page of a layer's items under the filters; null where the filters leave nothing. */
export function firstPage(layer: Collection, ticked: Ticked, untilPeriod: number, within: string | null, box: Box | null): string | null {
  const query: string[] = [`limit=${SITES_PER_PAGE}`];
  if (within) query.push(`${within.endsWith('00') ? 'cityAdcode' : 'countyAdcode'}=${within}`);
  else if (box) query.push(`bbox=${box.map((degrees) => degrees.toFixed(4)).join(',')}`);
  if (Number.isFinite(untilPeriod)) query.push(`datetime=../${periodEnd(untilPeriod)}`);
  for (const { field } of layer.geo.facets) {
    const values = ticked[field];
    if (!values) continue;
    if (values.length === 0) return null;
    // A query cannot ask for "missing"; those filters are applied to the answer instead.
    if (!values.includes(MISSING)) query.push(`${encodeURIComponent(field)}=${values.map(encodeURIComponent).join(',')}`);
  }
  return `/ogc/collections/${encodeURIComponent(layer.id)}/items?${query.join('&')}`;
}

/** Rows that a filter with "missing" among its values leaves out. */
export function unsaidBy(layer: Collection, ticked: Ticked, row: Feature): boolean {
  return layer.geo.facets.some(({ field }) => {
    const values = ticked[field];
    if (!values?.includes(MISSING)) return false;
    const value = row.properties[field];
    const known = value !== null && value !== undefined && facetValues(layer.geo, field).includes(String(value));
    return known && !values.includes(String(value));
  });
}
