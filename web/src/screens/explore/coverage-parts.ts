import { computed } from '@preact/signals';
import { Resource } from '../../api/resource';
import { areaCollection } from '../../state/catalogue';
import { coverages } from '../../state/coverage';
import { drawnLayers, sketch } from '../../state/map-state';
import { store } from '../../state/store';

/**
 * All that tells of coverage is loaded after the first picture, or at once where the address asks for it:
 * the map must not wait for it.
 */
const parts = new Resource(() => import('./coverage/parts'));

let begun = false;

/** Once begun it stays: what is open must not close because the map draws another level. */
const wanted = computed(() => begun || (begun = asksForCoverage()));

function asksForCoverage(): boolean {
  if (sketch.value || store.coverage.value || store.polygon.value || store.list.value === 'gaps') return true;
  const areas = areaCollection(store.level.value);
  return coverages.value.length > 0 && areas !== undefined && drawnLayers.value.has(areas.id);
}

export function coverageParts() {
  return wanted.value ? parts.value : null;
}

/** The same with its state, for the place that says when it could not be loaded. */
export function coverageResource(): typeof parts | null {
  return wanted.value ? parts : null;
}
