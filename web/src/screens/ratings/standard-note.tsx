import type { RatingAnswer } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import { EditForm, NumberLine } from '../../ui/edit-form';

/** Weights, source and limits, always in sight; province editors change weights here. */
export function StandardNote({ answer }: { answer: RatingAnswer }) {
  const { standard } = answer;
  const weights: Record<string, number> = {};
  return (
    <section class="standard" data-testid="standard">
      <h3>{standard.edition}</h3>
      <p>{standard.domains.map((domain) => `${say(domain.title)} ${exact(domain.weight)}`).join(t('list.comma'))}</p>
      <p>{standard.stars.map((limit) => `${limit.stars}★ ≥ ${limit.fromScore}`).join(t('list.comma'))}</p>
      <p class="faint">{say(standard.note)}</p>
      <EditForm version={answer.version} changes={() => ({ domainWeights: weights })}>
        {standard.domains.map((domain) => <NumberLine key={domain.id} label={say(domain.title)} value={domain.weight} change={(value) => (weights[domain.id] = value)} />)}
      </EditForm>
    </section>
  );
}
