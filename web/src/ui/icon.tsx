/** Line icons on a 16-pixel grid, one stroke, in the colour of their text. */
const PATHS = {
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14',
  share: 'M6.5 9.5l3-3M7 5l2-2a2.8 2.8 0 0 1 4 4l-2 2M9 11l-2 2a2.8 2.8 0 0 1-4-4l2-2',
  back: 'M10 3L5 8l5 5',
  next: 'M6 3l5 5-5 5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  home: 'M2.5 8L8 3l5.5 5M4 7v6h8V7',
  dark: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z',
  down: 'M4 6l4 4 4-4',
  layers: 'M8 2.5l6 3-6 3-6-3zM2 8.5l6 3 6-3M2 11l6 3 6-3',
  legend: 'M3 3h3v3H3zM3 10h3v3H3zM9 4.5h5M9 11.5h5',
  list: 'M3 4h10M3 8h10M3 12h10',
  info: 'M8 7v5M8 4v.5',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8zM2.5 14c.4-2.8 2.7-4.4 5.5-4.4s5.1 1.6 5.5 4.4',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={PATHS[name]} /></svg>;
}
