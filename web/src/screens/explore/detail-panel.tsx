import { PROVINCE_ADCODE } from '../../config';
import { nameOf, say, t } from '../../i18n/t';
import { areaOfAdcode } from '../../state/areas';
import { areaCollection, layerOf } from '../../state/catalogue';
import { pickedCell, pickedStack } from '../../state/map-state';
import { store } from '../../state/store';
import { Skeleton } from '../../ui/states';
import { AreaPanel } from './area-panel';
import { CellCard } from './cell-card';
import { coverageParts } from './coverage-parts';
import { SiteCard } from './site-card';
import { StackCard } from './stack-card';

/** The thing selected; with nothing selected, the province as a whole. */
export function DetailPanel() {
  const selection = store.selection.value;
  const cell = pickedCell.value;
  const Parts = coverageParts();
  return (
    <div data-testid="detail">
      <p class="unseen" role="status">{spoken()}</p>
      {store.point.value && Parts && <Parts.PointCard />}
      {cell ? <CellCard cell={cell} />
        : pickedStack.value ? <StackCard stack={pickedStack.value} />
        : selection?.kind === 'feature' ? <SiteCard key={`${selection.layer}/${selection.id}`} layer={selection.layer} id={selection.id} />
        : store.polygon.value ? (Parts ? <Parts.PolygonCard /> : <Skeleton lines={6} />)
        : selection ? <AreaPanel adcode={selection.adcode} closable />
        : areaCollection('province') ? <AreaPanel adcode={PROVINCE_ADCODE} />
        : <p class="empty">{t('detail.empty')}</p>}
    </div>
  );
}

/** One sentence for those who hear the page: what is selected now. */
function spoken(): string {
  const selection = store.selection.value;
  if (pickedCell.value) return t('cell.about');
  if (pickedStack.value) return t('stack.title', { n: pickedStack.value.sites.length });
  if (!selection) return '';
  if (selection.kind === 'feature') return t('spoken.selected', { name: `${say(layerOf(selection.layer)?.geo.titles)} ${selection.id}` });
  const area = areaOfAdcode(selection.adcode);
  return t('spoken.selected', { name: area ? nameOf(area) : selection.adcode });
}
