import type { ComponentChildren } from 'preact';
import { t } from '../../i18n/t';
import { select } from '../../state/map-state';
import { Icon } from '../../ui/icon';

export function PanelHead({ title, children, closable }: { title: string; children?: ComponentChildren; closable?: boolean }) {
  return (
    <header class="panel-head">
      <div>
        <h2>{title}</h2>
        {children && <p class="faint">{children}</p>}
      </div>
      {closable && <button class="icon-button" data-testid="close-detail" aria-label={t('action.close')} title="Esc" onClick={() => select(null)}><Icon name="close" /></button>}
    </header>
  );
}
