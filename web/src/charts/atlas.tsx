import type { ComponentChildren } from 'preact';
import { PHONE } from '../config';
import { nameOf, t } from '../i18n/t';
import { areaOfAdcode } from '../state/areas';
import { outlines } from '../state/plan';
import type { Level } from '../api/types';
import { HATCH } from '../style/palettes';
import { Skeleton } from '../ui/states';

export interface AtlasArea {
  /** null is no data: a hatch, never a colour. */
  colour: string | null;
  /** Said on hover, and written where there is room. */
  text: string;
}

const HATCH_STEP = 22;
const LINE = '#5a6670';
const CHOSEN = '#111820';
/** Height of a name in steps of the outlines; about 12 px where the map is 700 px wide. */
const NAME_SIZE = 48;
export const SMALL_NAME_SIZE = 88;

/** A small map of all areas of a level, drawn sharp at any size: on screens, on paper and on the wall alike. */
export function Atlas({ level, areas, chosen, choose, label, names, nameSize, children }: {
  level: Level;
  areas: (adcode: string) => AtlasArea;
  chosen?: readonly string[];
  choose?: (adcode: string) => void;
  label: string;
  /** Written under each area's name; null writes the name alone. */
  names?: (adcode: string) => string | null;
  /** Height of a name in steps of the outlines: larger where the map is small. */
  nameSize?: number;
  /** Drawn over the areas and under the names. */
  children?: ComponentChildren;
}) {
  const shapes = outlines(level).value;
  const cities = outlines('city').value;
  if (!shapes || !cities) return <Skeleton lines={8} />;
  const [west, north, width, height] = shapes.box;
  const pad = width * 0.012;
  const size = nameSize ?? (matchMedia(PHONE).matches ? SMALL_NAME_SIZE : NAME_SIZE);
  const selected = shapes.areas.filter((area) => chosen?.includes(area.adcode));
  return (
    <svg class="atlas" viewBox={`${west - pad} ${north - pad} ${width + 2 * pad} ${height + 2 * pad}`} role="img" aria-label={label} data-testid="atlas">
      <defs>
        <pattern id="hatch" width={HATCH_STEP} height={HATCH_STEP} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={HATCH_STEP} height={HATCH_STEP} fill={HATCH.ground} /><line x1="0" y1="0" x2="0" y2={HATCH_STEP} stroke={HATCH.line} stroke-width="5" />
        </pattern>
      </defs>
      <g>
        <g stroke={LINE} stroke-width={level === 'county' ? 2.4 : 5} stroke-linejoin="round">
          {shapes.areas.map(({ adcode, path }) => {
            const { colour, text } = areas(adcode);
            const area = areaOfAdcode(adcode);
            return (
              <path key={adcode} d={path} fill={colour ?? 'url(#hatch)'} data-adcode={adcode} class={choose && 'atlas-area'} onClick={choose && (() => choose(adcode))}>
                <title>{`${area ? nameOf(area) : adcode} ${text}`}</title>
              </path>
            );
          })}
        </g>
        {level === 'county' && <g fill="none" stroke={LINE} stroke-width="6" pointer-events="none">{cities.areas.map(({ adcode, path }) => <path key={adcode} d={path} />)}</g>}
        <g fill="none" stroke={CHOSEN} stroke-width="12" pointer-events="none">{selected.map(({ adcode, path }) => <path key={adcode} d={path} />)}</g>
        {children}
        <g font-size={size} font-weight="500" text-anchor="middle" fill={CHOSEN} stroke="rgba(255,255,255,.85)" stroke-width="9" stroke-linejoin="round" paint-order="stroke" pointer-events="none">
          {cities.areas.map(({ adcode, label: [x, y] }) => {
            const area = areaOfAdcode(adcode);
            const below = level === 'city' ? names?.(adcode) ?? null : null;
            return area && (
              <text key={adcode} x={x} y={y}>
                <tspan x={x} dy={below === null ? size * 0.35 : 0}>{nameOf(area).replace(/市$/, '')}</tspan>
                {below !== null && <tspan x={x} dy={size * 1.1}>{below}</tspan>}
              </text>
            );
          })}
        </g>
      </g>
    </svg>
  );
}

/** Colours and what they mean; the hatch always among them where something is missing. */
export function AtlasLegend({ classes, missing }: { classes: readonly { colour: string; text: string }[]; missing: boolean | string }) {
  return (
    <ul class="atlas-legend" aria-label={t('legend.title')}>
      {classes.map(({ colour, text }) => <li key={text}><span class="patch" style={{ background: colour }} />{text}</li>)}
      {missing && <li><span class="patch hatched" />{missing === true ? t('state.notReported') : missing}</li>}
    </ul>
  );
}
