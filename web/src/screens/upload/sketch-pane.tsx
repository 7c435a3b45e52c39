import { useEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { Box } from '../../api/types';
import { t } from '../../i18n/t';
import { showSketch, type SketchMap } from '../../map/sketch-map';
import type { SketchItem } from '../../map/sketch-layer';
import { areaOfAdcode } from '../../state/areas';
import { config } from '../../state/catalogue';
import { Icon } from '../../ui/icon';

export interface SketchPaneProps {
  /** The area that the draft is for. */
  adcode: string;
  items: readonly SketchItem[];
  selected: string | null;
  onPick: (id: string | null) => void;
  /** What should be in sight; the area where it is null. */
  fit?: Box | null;
  /** Where the selected thing lies. */
  at?: [number, number] | null;
  children?: ComponentChildren;
}

/** The map of a step. Its list twin beside it holds the same. */
export function SketchPane({ adcode, items, selected, onPick, fit, at, children }: SketchPaneProps) {
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef<SketchMap | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const home = areaOfAdcode(adcode)?.box ?? config.value?.view.bounds;
  const homeKey = home?.join();
  useEffect(() => {
    if (!box.current || !home) return undefined;
    shown.current = showSketch(box.current, fit ?? home, adcode, (id) => pick.current(id));
    return () => {
      shown.current?.remove();
      shown.current = null;
    };
  }, [homeKey, adcode]);
  useEffect(() => shown.current?.show(items, selected), [items, selected, homeKey]);
  useEffect(() => {
    const to = fit ?? home;
    if (to) shown.current?.fit(to);
  }, [fit?.join(), homeKey]);
  useEffect(() => {
    if (at) shown.current?.reveal(at);
  }, [at?.join()]);
  return (
    <section class="sketch" aria-label={t('map.title')}>
      <div ref={box} class="map" data-testid="sketch" data-items={items.length} data-selected={selected ?? ''} tabIndex={0} role="application" aria-label={t('upload.mapLabel')} />
      <span class="crosshair" aria-hidden="true" />
      <div class="zoom-buttons">
        <button aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => shown.current?.zoomBy(1)}><Icon name="plus" /></button>
        <button aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => shown.current?.zoomBy(-1)}><Icon name="minus" /></button>
        <button aria-label={t('upload.wholeArea')} title={t('upload.wholeArea')} onClick={() => home && shown.current?.fit(fit ?? home)}><Icon name="home" /></button>
      </div>
      {children && <div class="sketch-legend">{children}</div>}
      <p class="sketch-law">{config.value?.map.reviewNo ? t('law.reviewed', { no: config.value.map.reviewNo }) : t('law.unreviewed')}</p>
    </section>
  );
}
