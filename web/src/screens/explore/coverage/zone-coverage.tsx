import type { Coverage, ZoneShare } from '../../../api/coverage';
import { exact } from '../../../i18n/format';
import { say, t } from '../../../i18n/t';
import { coverages } from '../../../state/coverage';
import { zonesOf } from '../../../state/coverage-view';
import { Await } from '../../../ui/states';
import { openBasis } from './basis';

/** How much of a zone each coverage that judges it fills, and whether that is what the plan asks. */
export function ZoneCoverage({ layer, id }: { layer: string; id: string }) {
  return <>{coverages.value.filter((of) => of.zoneLayers?.includes(layer)).map((of) => <Zone key={of.layer} of={of} layer={layer} id={id} />)}</>;
}

function Zone({ of, layer, id }: { of: Coverage; layer: string; id: string }) {
  return (
    <Await resource={zonesOf(of, layer)} what={t('coverage.error.numbers')} lines={2}>
      {(zones) => {
        const zone = zones.find((each) => String(each.featureId) === id);
        return zone && <Figures of={of} zone={zone} />;
      }}
    </Await>
  );
}

function Figures({ of, zone }: { of: Coverage; zone: ZoneShare }) {
  const as = of.indicators.find((each) => each.id === 'area-covered') ?? of.indicators[0]!;
  return (
    <section class="facilities" data-testid={`zone-${of.layer}`}>
      <h3>{t('coverage.sectionOf', { layer: say(of.titles) })}</h3>
      <dl class="facts">
        <div><dt>{say(as.title)}</dt><dd><button class="basis-link number" onClick={() => openBasis({ of, as, numbers: zone, about: { title: zone.name ?? '' } })}>{exact(zone.share * 100, 1)} %</button></dd></div>
        {typeof zone.functional === 'boolean' && <div><dt>{t('coverage.functional')}</dt><dd>{zone.functional ? t('value.yes') : t('value.no')}</dd></div>}
      </dl>
    </section>
  );
}
