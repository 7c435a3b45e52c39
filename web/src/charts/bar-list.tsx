import { exact } from '../i18n/format';
import type { Mark } from '../style/layer-style';
import { Swatch } from '../ui/swatch';

export interface Bar {
  label: string;
  value: number;
  mark?: Mark;
}

/** Names, bars and numbers in three columns; bars share one scale and never stand without their number. */
export function BarList({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const largest = Math.max(1, ...bars.map((bar) => bar.value));
  return (
    <ul class="bar-list" aria-label={label}>
      {bars.map((bar) => (
        <li key={bar.label}>
          <span class="bar-name">{bar.mark && <Swatch mark={bar.mark} />}<span>{bar.label}</span></span>
          <span class="bar-track"><span style={{ width: `${(bar.value / largest) * 100}%`, background: bar.mark?.colour }} /></span>
          <span class="number">{exact(bar.value)}</span>
        </li>
      ))}
    </ul>
  );
}
