import { effect } from '@preact/signals';
import { Point, type Map } from 'leaflet';
import { sides } from '../state/coverage-view';
import { store } from '../state/store';
import { dividerX } from './divider';

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

function rectangle(left: number, top: number, right: number, bottom: number): string {
  return `polygon(${left}px ${top}px, ${right}px ${top}px, ${right}px ${bottom}px, ${left}px ${bottom}px)`;
}
