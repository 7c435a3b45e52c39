import { effect } from '@preact/signals';
import { Point, type Map } from 'leaflet';
import { sides } from '../state/coverage-view';
import { store } from '../state/store';

/** Shows the left pane left of the divider and the right pane right of it, wherever the map is dragged. */
export function swipe(map: Map): () => void {
  const panes = ['coverage', 'coverage-right'].map((name) => map.getPane(name)!);

  function clip(): void {
    const compare = store.compare.value;
    if (!compare || sides.value.length < 2) {
      panes.forEach((pane) => (pane.style.clipPath = ''));
      return;
    }
    const size = map.getSize();
    const { x: left, y: top } = map.containerPointToLayerPoint(new Point(0, 0));
    const [middle, right, bottom] = [left + dividerX(size.x, compare.split), left + size.x, top + size.y];
    panes[0]!.style.clipPath = rectangle(left, top, middle, bottom);
    panes[1]!.style.clipPath = rectangle(middle, top, right, bottom);
  }

  const stop = effect(clip);
  map.on('move zoomend resize viewreset', clip);
  return () => {
    stop();
    map.off('move zoomend resize viewreset', clip);
    panes.forEach((pane) => (pane.style.clipPath = ''));
  };
}

export function dividerX(widthPx: number, split: number): number {
  return Math.round((widthPx * split) / 100);
}

/** Where a pointer or a key leaves the divider, in whole percent of the window. */
export function splitAt(x: number, widthPx: number): number {
  return Math.min(100, Math.max(0, Math.round((x / widthPx) * 100)));
}

const STEPS: Record<string, number> = { ArrowLeft: -2, ArrowDown: -2, ArrowRight: 2, ArrowUp: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 };

/** The divider after a key, or null where the key is none of its. */
export function splitAfter(key: string, split: number): number | null {
  const step = STEPS[key];
  return step === undefined ? null : Math.min(100, Math.max(0, split + step));
}

function rectangle(left: number, top: number, right: number, bottom: number): string {
  return `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
}
