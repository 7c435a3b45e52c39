import { classOf, equalBreaks, fixedBreaks, quantileBreaks, type Method } from './classify';
import { HATCH, MOST_CLASSES, NOBODY_COLOUR, sequential, ZERO_COLOUR } from './palettes';

export interface LegendClass {
  /** 0..6 from low to high, "zero", "nobody" or "none": the code in the address as well. */
  code: string;
  colour: string;
  low: number | null;
  high: number | null;
  areas: number;
}

export interface Classification {
  classes: LegendClass[];
  /** Class code of an area. */
  codeOf: Map<string, string>;
}

export function classify(found: Map<string, number | null>, method: Method, limits?: readonly number[]): Classification {
  const numbers = [...found.values()].filter((value): value is number => value !== null && value !== 0 && !Number.isNaN(value));
  const breaks = method === 'fixed' && limits ? fixedBreaks(numbers, limits)
    : method === 'equal' ? equalBreaks(numbers, MOST_CLASSES)
    : quantileBreaks(numbers, Math.min(MOST_CLASSES, Math.max(1, new Set(numbers).size)));
  const colours = sequential(breaks.length + 1);
  const classes: LegendClass[] = numbers.length === 0 ? [] : colours.map((colour, i) => ({
    code: String(i), colour, areas: 0,
    low: i === 0 ? Math.min(...numbers) : breaks[i - 1]!,
    high: i === breaks.length ? Math.max(...numbers) : breaks[i]!,
  }));
  classes.unshift({ code: 'zero', colour: ZERO_COLOUR, low: 0, high: 0, areas: 0 });
  classes.push({ code: 'nobody', colour: NOBODY_COLOUR, low: null, high: null, areas: 0 });
  classes.push({ code: 'none', colour: HATCH.ground, low: null, high: null, areas: 0 });
  const codeOf = new Map<string, string>();
  found.forEach((value, adcode) => {
    const code = value === null ? 'none' : Number.isNaN(value) ? 'nobody' : value === 0 ? 'zero' : String(classOf(value, breaks));
    codeOf.set(adcode, code);
    classes.find((each) => each.code === code)!.areas++;
  });
  return { classes: classes.filter((each) => each.areas > 0), codeOf };
}
