import { useRef } from 'preact/hooks';
import { day } from '../../../i18n/format';
import { t } from '../../../i18n/t';
import { splitAfter, splitAt } from '../../../map/divider';
import { shownCoverage } from '../../../state/coverage';
import { sides, versionsOf } from '../../../state/coverage-view';
import { store } from '../../../state/store';

/** Parts the two versions. It is dragged, or moved by arrow keys; the panel has it as a slider too. */
export function SwipeDivider() {
  const bar = useRef<HTMLDivElement>(null);
  const shown = shownCoverage.value;
  const compare = store.compare.value;
  if (!shown || !compare || sides.value.length < 2) return null;
  const move = (split: number) => (store.compare.value = { ...store.compare.peek()!, split });
  const onKey = (event: KeyboardEvent) => {
    const next = splitAfter(event.key, compare.split);
    if (next === null) return;
    move(next);
    event.preventDefault();
  };
  const onMove = (event: PointerEvent) => {
    const pane = bar.current!.parentElement!.getBoundingClientRect();
    if (bar.current!.hasPointerCapture(event.pointerId)) move(splitAt(event.clientX - pane.left, pane.width));
  };
  const [left, right] = sides.value.map(({ version }) => titleOf(version)) as [string, string];
  return (
    <>
      <p class="swipe-name swipe-left" data-testid="swipe-left">{left}</p>
      <p class="swipe-name swipe-right" data-testid="swipe-right">{right}</p>
      <div ref={bar} class="swipe" data-testid="swipe" style={{ left: `${compare.split}%` }} tabIndex={0} role="slider" aria-orientation="horizontal"
        aria-label={t('coverage.dividerLabel', { left, right })} aria-valuemin={0} aria-valuemax={100} aria-valuenow={compare.split} aria-valuetext={`${compare.split} %`}
        onKeyDown={onKey} onPointerDown={(event) => { bar.current!.setPointerCapture(event.pointerId); event.preventDefault(); bar.current!.focus(); }} onPointerMove={onMove}>
        <span aria-hidden="true">‹ ›</span>
      </div>
    </>
  );

  function titleOf(version: number): string {
    const found = versionsOf(shown!).value?.find((each) => each.version === version);
    return found ? t('coverage.versionOn', { n: version, date: day(found.publishedAt) }) : t('coverage.version', { n: version });
  }
}
