import type { IndicatorAnswer } from '../../api/plan-types';
import { t } from '../../i18n/t';
import { EditForm, NumberLine } from '../../ui/edit-form';

/** Target, year and weights of one indicator. */
export function PlanEditor({ answer }: { answer: IndicatorAnswer }) {
  const { definition } = answer;
  let target: number | undefined;
  let year: number | undefined;
  const weights: Record<string, number> = {};
  return (
    <EditForm version={answer.version} changes={() => ({ indicators: { [definition.id]: { target, year, weights: Object.keys(weights).length ? weights : undefined } } })}>
      {definition.target !== undefined && <NumberLine label={t('figures.plan.target')} value={definition.target} change={(value) => (target = value)} />}
      {definition.target !== undefined && <NumberLine label={t('figures.plan.year')} value={definition.year ?? +answer.period.slice(0, 4)} min={2000} change={(value) => (year = value)} />}
      {definition.components.map((part) => <NumberLine key={part.indicator} label={`${t('figures.ratings.weight')} ${part.indicator}`} value={part.weight} change={(value) => (weights[part.indicator] = value)} />)}
    </EditForm>
  );
}
