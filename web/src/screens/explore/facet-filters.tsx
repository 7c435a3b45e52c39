import { countByFacet } from '../../api/classes';
import type { Collection, Field } from '../../api/types';
import { short } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { setTicked, tickedOf, untilPeriod } from '../../state/catalogue';
import { countTable } from '../../state/counts';
import { facetValues, markOfValue, MISSING, radicesOf, sieveOf, type Mark } from '../../style/layer-style';
import { Swatch } from '../../ui/swatch';

/** A fold per facet; ticking draws again what is already here, nothing is fetched. */
export function FacetFilters({ layer }: { layer: Collection }) {
  return (
    <div class="facets">
      {layer.geo.facets.map(({ field }, i) => {
        const found = layer.geo.fields.find((each) => each.name === field);
        return found && <Facet key={field} layer={layer} field={found} position={i} />;
      })}
    </div>
  );
}

function Facet({ layer, field, position }: { layer: Collection; field: Field; position: number }) {
  const { id, geo } = layer;
  const values = facetValues(geo, field.name);
  const counts = provinceCounts(layer, position);
  const ticked = tickedOf(id)[field.name];
  const coloured = geo.symbol.by === field.name;
  const options: { value: string; label: string; mark?: Mark; count: number | undefined }[] = values.map((value, i) => ({
    value, label: say(field.domain?.[i]?.title), mark: coloured ? markOfValue(geo.symbol, value) : undefined, count: counts?.[i + 1],
  }));
  // "Not stated" is offered only where some site states nothing, or an address already speaks of it.
  if (counts?.[0] || ticked?.includes(MISSING)) options.push({ value: MISSING, label: t('facet.missing'), mark: coloured ? geo.symbol : undefined, count: counts?.[0] });
  const isTicked = (value: string) => !ticked || ticked.includes(value);
  const toggle = (value: string) => {
    const next = options.map((option) => option.value).filter((each) => (each === value ? !isTicked(each) : isTicked(each)));
    setTicked(id, field.name, next.length === options.length ? null : next);
  };
  return (
    <details class="facet" open={coloured || Boolean(ticked)}>
      <summary>{say(field.title)}{ticked && <span class="facet-note">{t('facet.ticked', { n: ticked.length, of: options.length })}</span>}</summary>
      <ul>
        {options.map((option) => (
          <li key={option.value}>
            <label class="check">
              <input type="checkbox" checked={isTicked(option.value)} onChange={() => toggle(option.value)} />
              {option.mark && <Swatch mark={option.mark} />}
              <span class="layer-title">{option.label}</span>
              {option.count !== undefined && <span class="number">{short(option.count)}</span>}
            </label>
          </li>
        ))}
      </ul>
      {ticked && <button class="link" onClick={() => setTicked(id, field.name, null)}>{t('facet.all')}</button>}
    </details>
  );
}

/** Sites per value in the whole province at the chosen time, whatever is ticked. */
function provinceCounts(layer: Collection, position: number): number[] | null {
  if (layer.geo.role !== 'site') return null;
  const table = countTable(layer, 'city').value;
  if (!table) return null;
  const sieve = sieveOf(layer.geo, {}, untilPeriod.value);
  const radices = radicesOf(layer.geo);
  const sums = new Array<number>(radices[position]!).fill(0);
  table.forEach((classes) => countByFacet(classes, sieve, radices, position).forEach((count, i) => (sums[i]! += count)));
  return sums;
}
