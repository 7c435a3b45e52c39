import { batch } from '@preact/signals';
import type { Box } from '../../api/types';
import { flight } from '../../state/map-state';
import { store } from '../../state/store';
import type { Intake } from '../../state/url-state';
import type { Step } from './steps';

export function goHome(): void {
  batch(() => {
    store.draft.value = store.step.value = store.intake.value = store.history.value = null;
  });
}

export function goToStep(step: Step): void {
  store.step.value = step;
}

export function startNew(intake: Intake | null = null): void {
  batch(() => {
    store.draft.value = store.history.value = null;
    store.intake.value = intake;
    store.step.value = 1;
  });
}

export function openDraftPage(id: number, step: Step | null = null): void {
  batch(() => {
    store.draft.value = id;
    store.step.value = step;
    store.intake.value = store.history.value = null;
  });
}

export function openHistory(layer: string): void {
  batch(() => {
    store.draft.value = store.step.value = store.intake.value = null;
    store.history.value = layer;
  });
}

/** To the map, with the layer shown and the area in sight. */
export function showOnMap(layer: string, area: string, box: Box | undefined): void {
  batch(() => {
    store.draft.value = store.step.value = store.intake.value = store.history.value = null;
    store.layers.value = [...new Set([...(store.layers.peek() ?? []), layer])];
    store.selection.value = { kind: 'area', adcode: area };
    store.page.value = 'explore';
    if (box) flight.value = box;
  });
}
