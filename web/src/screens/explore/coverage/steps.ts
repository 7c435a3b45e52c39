import type { Coverage, LegendStep } from '../../../api/coverage';

/** The colours of a plane, in the service's words. */
export function stepsOf(coverage: Coverage, plane: string): readonly LegendStep[] {
  return coverage.legends?.[plane] ?? coverage.legend;
}
