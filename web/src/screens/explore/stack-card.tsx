import { say, t } from '../../i18n/t';
import { layerOf } from '../../state/catalogue';
import { select, type PickedStack } from '../../state/map-state';
import { PanelHead } from './panel-head';

/** Sites placed on one spot, as those known only by their county are: the reader says which is meant. */
export function StackCard({ stack }: { stack: PickedStack }) {
  return (
    <div data-testid="stack">
      <PanelHead title={t('stack.title', { n: stack.sites.length })} closable>{say(layerOf(stack.layer)?.geo.titles)}</PanelHead>
      <ul class="stack">
        {stack.sites.map(({ id, name }) => (
          <li key={id}><button class="row-button" onClick={() => select({ kind: 'feature', layer: stack.layer, id })}>{name || id}</button></li>
        ))}
      </ul>
    </div>
  );
}
