import { countByFacet, countVisible } from '../../api/classes';
import { BarList } from '../../charts/bar-list';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { layerOf } from '../../state/catalogue';
import { sieveOfLayer } from '../../state/counts';
import { flight, zoomNow, type PickedCell } from '../../state/map-state';
import { radicesOf } from '../../style/layer-style';
import { barsOf } from './area-facilities';
import { PanelHead } from './panel-head';

/** Sites that one circle stands for, by each facet; nearer in they are drawn one by one. */
export function CellCard({ cell }: { cell: PickedCell }) {
  const layer = layerOf(cell.layer);
  if (!layer) return null;
  const sieve = sieveOfLayer(layer);
  const goNearer = () => {
    // Two zooms in: a quarter of the window's degrees to each side.
    const reach = 90 / 2 ** Math.min((zoomNow.value ?? 8) + 1, 13);
    flight.value = [cell.lng - reach, cell.lat - reach * 0.6, cell.lng + reach, cell.lat + reach * 0.6];
  };
  return (
    <>
      <PanelHead title={say(layer.geo.titles)} closable>
        {t('cell.about')}{layer.geo.syntheticCount > 0 && <span class="badge">{t('badge.synthetic')}</span>}
      </PanelHead>
      <p class="big-number"><span class="number" data-testid="cell-total">{exact(countVisible(cell.classes, sieve))}</span> <span class="unit">{t('unit.sites')}</span></p>
      {layer.geo.facets.map(({ field }, i) => (
        <section key={field} class="facilities">
          <h3>{say(layer.geo.fields.find((each) => each.name === field)?.title)}</h3>
          <BarList bars={barsOf(layer, countByFacet(cell.classes, sieve, radicesOf(layer.geo), i), field)} label={field} />
        </section>
      ))}
      <button class="button" onClick={goNearer}>{t('cell.nearer')}</button>
    </>
  );
}
