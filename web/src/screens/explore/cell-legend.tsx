import type { Collection } from '../../api/types';
import { short } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { CELL_ALPHA, cellRadius, LARGEST_CELL_PX } from '../../map/draw';
import { shownLayers } from '../../state/catalogue';
import { cellScales, zoomNow } from '../../state/map-state';
import { roundSignificant } from '../../style/classify';

/** What the circles stand for while sites are aggregated; gone once each site is drawn. */
export function CellLegend() {
  const zoom = zoomNow.value;
  if (zoom === null) return null;
  const aggregated = shownLayers.value.filter(({ geo }) => geo.tiles.cellsBelowZoom && zoom < geo.tiles.cellsBelowZoom && geo.geometryType === 'Point');
  if (aggregated.length === 0) return null;
  return (
    <div class="cell-legends">
      <h3>{t('legend.cells')}</h3>
      {aggregated.map((layer) => <CellScale key={layer.id} layer={layer} />)}
    </div>
  );
}

function CellScale({ layer }: { layer: Collection }) {
  const largest = cellScales.value[layer.id] ?? 1;
  const steps = [...new Set([largest, largest / 4, largest / 20].map((count) => Math.max(1, Math.floor(roundSignificant(count, 1)))))].filter((count) => count <= largest);
  const wide = LARGEST_CELL_PX * 2 + 1;
  const radius = (count: number) => cellRadius(count, largest);
  return (
    <p class="cell-scale">
      <span class="cell-name">{say(layer.geo.titles)}</span>
      {steps.reverse().map((count) => (
        <span key={count} class="cell-step">
          <svg width={2 * radius(count) + 1} height={wide} aria-hidden="true">
            <circle cx={radius(count) + 0.5} cy={wide / 2} r={radius(count)} fill={layer.geo.symbol.colour} fill-opacity={CELL_ALPHA} />
          </svg>
          <span class="number">{short(count)}</span>
        </span>
      ))}
    </p>
  );
}
