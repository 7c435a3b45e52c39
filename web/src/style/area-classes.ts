import { classOf, quantileBreaks } from './classify';
import { sequential, ZERO_COLOUR } from './palettes';

const CLASSES = 5;

export interface AreaClass {
  colour: string;
  low: number;
  high: number;
}

/** Classes of about as many areas each; none found is a class of its own, plain white. */
export function areaClasses(values: readonly (number | null)[]): { classes: AreaClass[]; colourOf: (value: number | null) => string | null } {
  const present = values.filter((value): value is number => value !== null);
  const positive = present.filter((value) => value > 0);
  const breaks = quantileBreaks(positive, CLASSES);
  const colours = sequential(breaks.length + 1);
  const inClass = (i: number) => positive.filter((value) => classOf(value, breaks) === i);
  const classes: AreaClass[] = positive.length === 0 ? [] : colours.map((colour, i) => ({ colour, low: Math.min(...inClass(i)), high: Math.max(...inClass(i)) })).filter((each) => isFinite(each.low));
  if (present.some((value) => value <= 0)) classes.unshift({ colour: ZERO_COLOUR, low: 0, high: 0 });
  return { classes, colourOf: (value) => (value === null ? null : value <= 0 ? ZERO_COLOUR : colours[classOf(value, breaks)]!) };
}
