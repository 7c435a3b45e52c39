import type { IndicatorAnswer } from '../../api/plan-types';
import { Atlas } from '../../charts/atlas';
import { nameOf, say, t } from '../../i18n/t';
import { areaClasses } from '../../style/area-classes';
import { amount, targetText, whyMissing } from '../../ui/figures';
import { FAINT, MapBlock, SHEET } from './sheet';

const TOP = 230;
const MAP_WIDTH = 2000;
const ROW_HEIGHT = 62;

export function IndicatorSheet({ answer }: { answer: IndicatorAnswer }) {
  const { definition } = answer;
  const values = answer.values.filter((value) => value.level === 'city');
  const province = answer.values.find((value) => value.level === 'province');
  const byAdcode = new Map(values.map((value) => [value.adcode, value]));
  const { classes, colourOf } = areaClasses(values.map((value) => value.value ?? null));
  const text = (value: number) => amount(value, definition.decimals);
  const x = SHEET.margin + MAP_WIDTH + 70;
  const right = SHEET.width - SHEET.margin;
  return (
    <g>
      <text x={SHEET.margin} y={TOP - 10} font-size="34" fill={FAINT}>
        {t('layers.article', { n: definition.article })} · {t('figures.plan.target')} {targetText({ ...definition, unit: answer.unit })} · {t('figures.plan.value')} {province?.value === undefined ? whyMissing(province?.missing) : amount(province.value, definition.decimals, answer.unit)} · {answer.leads.map(say).join(t('list.comma'))}
      </text>
      <MapBlock level="city" x={SHEET.margin} y={TOP + 40} width={MAP_WIDTH} missing={values.length === 0 || values.some((value) => value.value === undefined)}
        legend={classes.map(({ colour, low, high }) => ({ colour, text: low === high ? text(low) : `${text(low)}–${text(high)}` }))}>
        <Atlas level="city" label={say(definition.title)} nameSize={52} areas={(adcode) => ({ colour: colourOf(byAdcode.get(adcode)?.value ?? null), text: amount(byAdcode.get(adcode)?.value, definition.decimals, answer.unit) })} />
      </MapBlock>
      <g font-size="32">
        {[...values].sort((a, b) => (b.value ?? -1) - (a.value ?? -1)).map((value, i) => (
          <g key={value.adcode} transform={`translate(0 ${TOP + 80 + i * ROW_HEIGHT})`}><text x={x} y="0">{nameOf(value)}</text><text x={right} y="0" text-anchor="end">{value.value === undefined ? whyMissing(value.missing) : amount(value.value, definition.decimals, answer.unit)}</text></g>
        ))}
      </g>
    </g>
  );
}
