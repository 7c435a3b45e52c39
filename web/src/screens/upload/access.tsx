import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { hasRole, session, sessionKnown, signInAsked } from '../../state/session';
import { t } from '../../i18n/t';
import { areaTable, type Area } from '../../state/areas';
import { Skeleton } from '../../ui/states';

/** Shows what needs an editor; others are told why not, and what to do. */
export function EditorsOnly({ children }: { children: ComponentChildren }) {
  const shown = useRef(false);
  // The session ended under their hands and the dialog asks them back: what they do stays as it is behind it.
  if (shown.current && signInAsked.value === 'ended') return <>{children}</>;
  shown.current = false;
  if (!sessionKnown.value) return <Skeleton lines={5} />;
  if (!session.value.signedIn) {
    return (
      <section class="upload-note" data-testid="sign-in-needed">
        <h2>{t('upload.access.signIn')}</h2>
        <p>{t('upload.access.signInWhy')}</p>
        <button class="button primary" onClick={() => (signInAsked.value = 'asked')}>{t('upload.access.signInNow')}</button>
      </section>
    );
  }
  if (!hasRole('city-editor')) {
    return (
      <section class="upload-note" data-testid="may-not-upload">
        <h2>{t('upload.access.viewer')}</h2>
        <p>{t('upload.access.viewerWhy', { name: session.value.name ?? '' })}</p>
      </section>
    );
  }
  shown.current = true;
  return <>{children}</>;
}

export interface AreaChoice {
  /** The city that the counties belong to; null at the top. */
  within: Area | null;
  areas: Area[];
}

/** The areas that the person may write: an editor's own with their counties, or all of the province. */
export function writableAreas(): AreaChoice[] {
  const [provinces, cities, counties] = (['province', 'city', 'county'] as const).map((level) => areaTable(level).value?.list ?? []) as [Area[], Area[], Area[]];
  const everywhere = hasRole('province-editor');
  const own = new Set(session.value.areas);
  const mine = (area: Area) => everywhere || own.has(area.adcode) || (area.parentAdcode !== null && own.has(area.parentAdcode));
  const top = [...(everywhere ? provinces : provinces.filter((area) => own.has(area.adcode))), ...cities.filter(mine)];
  const loose = counties.filter((county) => mine(county) && !top.some((city) => city.adcode === county.parentAdcode));
  return [
    { within: null, areas: [...top, ...loose] },
    ...cities.filter(mine).map((city) => ({ within: city, areas: counties.filter((county) => county.parentAdcode === city.adcode) })),
  ].filter((choice) => choice.areas.length > 0);
}

export function mayWrite(adcode: string): boolean {
  return writableAreas().some((choice) => choice.areas.some((area) => area.adcode === adcode));
}
