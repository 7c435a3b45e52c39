import type { Mark } from '../style/layer-style';

const CORNERS: Record<string, string> = {
  triangle: '8,2 14,13 2,13',
  diamond: '8,1.5 14.5,8 8,14.5 1.5,8',
  star: '8,1 10,6 15,6.2 11,9.4 12.5,14.5 8,11.5 3.5,14.5 5,9.4 1,6.2 6,6',
  cross: '6,2 10,2 10,6 14,6 14,10 10,10 10,14 6,14 6,10 2,10 2,6 6,6',
};

/** The mark of a layer or of one of its values, as the map draws it. */
export function Swatch({ mark }: { mark: Mark }) {
  const { shape, colour } = mark;
  return (
    <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shape === 'line' ? <path d="M1 11L6 6l4 3 5-5" stroke={colour} stroke-width="2.5" fill="none" />
        : shape === 'fill' ? <rect x="2" y="3" width="12" height="10" fill={colour} fill-opacity="0.3" stroke={colour} stroke-width="1.5" />
        : shape === 'square' ? <rect x="3" y="3" width="10" height="10" fill={colour} />
        : CORNERS[shape] ? <polygon points={CORNERS[shape]} fill={colour} />
        : <circle cx="8" cy="8" r="5.5" fill={colour} />}
    </svg>
  );
}
