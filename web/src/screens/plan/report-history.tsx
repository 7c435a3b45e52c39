import { clock } from '../../i18n/format';
import { t } from '../../i18n/t';
import { Await } from '../../ui/states';
import { busy, publications, takeBack } from './report-rows';

/** Every publication of figures; each can be taken back as long as nothing later has changed the same figures. */
export function ReportHistory() {
  return (
    <section class="report-history" data-testid="report-history">
      <h3>{t('figures.report.history')}</h3>
      <Await resource={publications} what={t('figures.report.history')} lines={3}>
        {({ publications: all }) => (
          <ul class="value-list">
            {all.length === 0 && <li class="faint">{t('figures.plan.noHistory')}</li>}
            {all.map((each) => (
              <li key={each.id} data-testid={`publication-${each.id}`}>
                <span>#{each.id} {clock(new Date(each.publishedAt))} {each.actor} <span class="faint">{each.reverses ? t('figures.report.reversal', { id: each.reverses }) : each.source} · +{each.added} ~{each.changed} −{each.removed}</span></span>
                {each.reversedBy ? <span class="faint">{t('figures.report.reversed', { id: each.reversedBy })}</span>
                  : !each.reverses && <button class="button" disabled={busy.value} onClick={() => void takeBack(each.id)} aria-label={`${t('figures.report.undo')} #${each.id}`}>{t('figures.report.undo')}</button>}
              </li>
            ))}
          </ul>
        )}
      </Await>
    </section>
  );
}
