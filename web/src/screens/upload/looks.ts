import type { Geo } from '../../api/types';
import type { SketchLook } from '../../map/sketch-layer';
import type { Mark } from '../../style/layer-style';
import type { ChangeKind, Severity } from './types';

/** PuOr for change, with a shape each; severity by shape first. Never red against green. */
export const CHANGE_LOOKS: Record<ChangeKind, SketchLook> = {
  added: { shape: 'circle', colour: '#542788', radiusPx: 5 },
  changed: { shape: 'diamond', colour: '#998ec3', radiusPx: 5 },
  removed: { shape: 'cross', colour: '#b35806', radiusPx: 5, dash: [5, 3] },
};

/** A change in a legend or list, as its layer draws it. */
export function changeMark(kind: ChangeKind, geometryType: Geo['geometryType'] | undefined): Mark {
  const { shape, colour } = CHANGE_LOOKS[kind];
  return { shape: geometryType === 'Polygon' ? 'fill' : geometryType === 'LineString' ? 'line' : shape, colour };
}

export const SEVERITY_LOOKS: Record<Severity, SketchLook> = {
  error: { shape: 'cross', colour: '#9f3100', radiusPx: 6 },
  warning: { shape: 'triangle', colour: '#b36b00', radiusPx: 5 },
  info: { shape: 'circle', colour: '#0f5e8c', radiusPx: 3.5 },
};

export const SAMPLE_LOOK: SketchLook = { shape: 'circle', colour: '#0f5e8c', radiusPx: 4 };
export const GROUND_LOOK: SketchLook = { shape: 'circle', colour: '#8a949d', radiusPx: 2.5 };
export const BEFORE_LOOK: SketchLook = { shape: 'cross', colour: '#b35806', radiusPx: 6, hollow: true, dash: [5, 3] };
export const AFTER_LOOK: SketchLook = { shape: 'circle', colour: '#542788', radiusPx: 6 };

export const MARKS: Record<Severity, string> = { error: '✗', warning: '!', info: 'i' };
