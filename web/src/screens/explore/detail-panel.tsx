import { PROVINCE_ADCODE } from '../../config';
import { t } from '../../i18n/t';
import { areaCollection } from '../../state/catalogue';
import { pickedCell, pickedStack } from '../../state/map-state';
import { store } from '../../state/store';
import { AreaPanel } from './area-panel';
import { CellCard } from './cell-card';
import { SiteCard } from './site-card';
import { StackCard } from './stack-card';

/** The thing selected; with nothing selected, the province as a whole. */
export function DetailPanel() {
  const selection = store.selection.value;
  const cell = pickedCell.value;
  return (
    <div aria-live="polite" data-testid="detail">
      {cell ? <CellCard cell={cell} />
        : pickedStack.value ? <StackCard stack={pickedStack.value} />
        : selection?.kind === 'feature' ? <SiteCard key={`${selection.layer}/${selection.id}`} layer={selection.layer} id={selection.id} />
        : selection ? <AreaPanel adcode={selection.adcode} closable />
        : areaCollection('province') ? <AreaPanel adcode={PROVINCE_ADCODE} />
        : <p class="empty">{t('detail.empty')}</p>}
    </div>
  );
}
