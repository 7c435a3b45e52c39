import { exact } from '../../i18n/format';
import { say, t } from '../../i18n/t';
import type { Changes } from './types';

/** Sites of each county before and after; counties where nothing moves are only counted. */
export function CountyNumbers({ changes }: { changes: Changes }) {
  const moved = changes.byCounty.filter((county) => county.before !== county.after);
  const after = changes.byCounty.reduce((sum, county) => sum + county.after, 0);
  const before = changes.byCounty.reduce((sum, county) => sum + county.before, 0);
  return (
    <section>
      <h3>{t('upload.county.title')}</h3>
      <table class="table counties" data-testid="counties">
        <thead><tr><th scope="col">{t('upload.county.county')}</th><th scope="col" class="numeric">{t('upload.county.before')}</th><th scope="col" class="numeric">{t('upload.county.after')}</th><th scope="col" class="numeric">{t('upload.county.change')}</th></tr></thead>
        <tbody>
          {moved.map((county) => <tr key={county.adcode}><th scope="row">{say(county.name)}</th><Cells before={county.before} after={county.after} /></tr>)}
          <tr class="total"><th scope="row">{t('upload.county.all')}</th><Cells before={before} after={after} /></tr>
        </tbody>
      </table>
      {moved.length < changes.byCounty.length && <p class="faint">{t('upload.county.same', { n: changes.byCounty.length - moved.length })}</p>}
    </section>
  );
}

function Cells({ before, after }: { before: number; after: number }) {
  const change = after - before;
  return (
    <>
      <td class="numeric">{exact(before)}</td>
      <td class="numeric">{exact(after)}</td>
      <td class="numeric">{change > 0 ? `+${exact(change)}` : change < 0 ? `−${exact(-change)}` : '0'}</td>
    </>
  );
}
