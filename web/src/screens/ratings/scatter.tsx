import { signal } from '@preact/signals';
import type { RatedArea, RatingAnswer } from '../../api/plan-types';
import { exact } from '../../i18n/format';
import { nameOf, say, t } from '../../i18n/t';
import { select } from '../../state/map-state';
import { indicatorAt, indicatorsAt, moment, selectedArea } from '../../state/plan';
import { whyMissing } from '../../ui/figures';
import { Await } from '../../ui/states';
import { domainAt, scoreOf, scoreText, scoreTitle } from './shown';

const chosen = signal('');

const WIDTH = 640;
const HEIGHT = 520;
const LEFT = 52;
const RIGHT = 14;
const TOP = 14;
const BOTTOM = 48;
const SIZE = 6;
/** Full width of a scale whose values are all the same: they stand in its middle. */
const LONE_SPAN = 10;

interface Point {
  area: RatedArea;
  x: number | null;
  y: number | null;
  missing?: string;
}

/** Coverage against score: whether areas that are covered well score well too. */
export function Scatter({ answer, part }: { answer: RatingAnswer; part: 'map' | 'list' }) {
  return (
    <Await resource={indicatorsAt(moment())} what={t('figures.plan.indicator')} lines={4}>
      {({ indicators }) => {
        // People covered say most; zones and reach are there to choose.
        const known = indicators.filter(({ kind, level }) => kind === 'coverage' && (answer.level === 'city' ? level !== 'province' : level === 'county'));
        const shown = known.find(({ id }) => id === chosen.value) ?? known.find(({ measure }) => measure === 'people') ?? known[0];
        if (!shown) return <p class="empty">{t('figures.scatter.noCoverage')}</p>;
        return (
          <Await resource={indicatorAt(`${shown.id}${moment()}`)} what={say(shown.title)} lines={8}>
            {({ values, unit }) => {
              const at = domainAt(answer);
              const byAdcode = new Map(values.map((value) => [value.adcode, value]));
              const points = answer.areas.map((area): Point => ({ area, x: byAdcode.get(area.adcode)?.value ?? null, y: scoreOf(area, at), missing: byAdcode.get(area.adcode)?.missing }));
              const label = `${say(shown.title)} (${say(unit)})`;
              return part === 'map' ? <Plot answer={answer} points={points} label={label} />
                : (
                  <>
                    <label class="field scatter-choice"><span>{t('figures.scatter.coverage')}</span>
                      <select data-testid="scatter-indicator" value={shown.id} onChange={(event) => (chosen.value = event.currentTarget.value)}>{known.map((each) => <option key={each.id} value={each.id}>{say(each.title)}</option>)}</select>
                    </label>
                    <Twin answer={answer} points={points} label={label} />
                  </>
                );
            }}
          </Await>
        );
      }}
    </Await>
  );
}

function both(points: Point[]): (Point & { x: number; y: number })[] {
  return points.filter((point): point is Point & { x: number; y: number } => point.x !== null && point.y !== null);
}

function scaleOf(values: number[], from: number, to: number) {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  const allEqual = low === high;
  if (allEqual) [low, high] = [low - LONE_SPAN / 2, high + LONE_SPAN / 2];
  const step = [0.5, 1, 2, 5, 10, 20, 25].find((each) => (high - low) / each <= 6) ?? 50;
  [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
  return { allEqual, ticks, at: (value: number) => from + ((value - low) / (high - low)) * (to - from) };
}

function Plot({ answer, points, label }: { answer: RatingAnswer; points: Point[]; label: string }) {
  const drawn = both(points);
  const left = points.length - drawn.length;
  if (drawn.length === 0) return <p class="empty scatter-empty" data-testid="scatter-empty">{whyNone(answer, points)}</p>;
  const x = scaleOf(drawn.map((point) => point.x), LEFT + 8, WIDTH - RIGHT - 8);
  const y = scaleOf(drawn.map((point) => point.y), HEIGHT - BOTTOM - 8, TOP + 8);
  const circles = answer.circles.map((circle) => circle.adcode);
  const now = selectedArea();
  const named = drawn.filter(({ area }) => answer.level === 'city' || now === area.adcode).map(({ area, x: across, y: up }) => ({ adcode: area.adcode, text: nameOf(area).replace(/市$/, ''), x: x.at(across), y: y.at(up) }));
  const places = placed(named, drawn.map((point) => [x.at(point.x), y.at(point.y)]));
  return (
    <>
      <svg class="scatter" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${label} · ${scoreTitle(answer)}`} data-testid="scatter">
        {x.ticks.map((tick) => <g key={tick}><line class="grid" x1={x.at(tick)} x2={x.at(tick)} y1={TOP} y2={HEIGHT - BOTTOM} /><text x={x.at(tick)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">{exact(tick, tick % 1 ? 1 : 0)}</text></g>)}
        {y.ticks.map((tick) => <g key={tick}><line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y.at(tick)} y2={y.at(tick)} /><text x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">{exact(tick, tick % 1 ? 1 : 0)}</text></g>)}
        <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 8} text-anchor="middle" class="axis">{label}</text>
        <text transform={`translate(17 ${(TOP + HEIGHT - BOTTOM) / 2}) rotate(-90)`} text-anchor="middle" class="axis">{scoreTitle(answer)}</text>
        {drawn.map(({ area, x: across, y: up }) => (
          <g key={area.adcode} class={`mark dot-${Math.max(0, circles.indexOf(area.circle ?? ''))} ${now === area.adcode ? 'mark-chosen' : ''}`} data-adcode={area.adcode} transform={`translate(${x.at(across)} ${y.at(up)})`} onClick={() => select({ kind: 'area', adcode: area.adcode })}>
            <title>{`${nameOf(area)} ${exact(across, 1)} · ${scoreText(up)}`}</title>
            <Mark circle={circles.indexOf(area.circle ?? '')} />
          </g>
        ))}
        {named.map(({ adcode, text, x: across, y: up }, i) => places[i] && <text key={adcode} x={across + places[i]![0]} y={up + places[i]![1] + 4} text-anchor="middle" class="mark-name">{text}</text>)}
      </svg>
      <ul class="atlas-legend">
        {answer.circles.map((circle, i) => <li key={circle.adcode}><svg width="16" height="16" viewBox="-8 -8 16 16" class={`dot-${i}`} aria-hidden="true"><Mark circle={i} /></svg> {nameOf(circle)}</li>)}
        {left > 0 && <li class="faint" data-testid="scatter-left">{t('figures.scatter.left', { n: left })}</li>}
        {x.allEqual && drawn.length > 1 && <li class="faint">{t('figures.scatter.equalCoverage')}</li>}
        {y.allEqual && drawn.length > 1 && <li class="faint">{t('figures.scatter.equalScore')}</li>}
      </ul>
    </>
  );
}

/** Where each name is written beside its mark so that it covers no other; one that finds no room is said on hover and in the list. */
function placed(names: { text: string; x: number; y: number }[], marks: number[][]): ([number, number] | null)[] {
  const taken = marks.map(([x, y]) => ({ left: x! - SIZE, right: x! + SIZE, top: y! - SIZE, bottom: y! + SIZE }));
  return names.map(({ text, x, y }) => {
    const half = [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 6.5 : 3.6), 0);
    for (const [dx, dy] of [[0, -14], [0, 14], [half + 9, 0], [-half - 9, 0]] as [number, number][]) {
      const box = { left: x + dx - half, right: x + dx + half, top: y + dy - 7, bottom: y + dy + 7 };
      if (box.left < LEFT || box.right > WIDTH || box.top < 0 || taken.some((other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) continue;
      taken.push(box);
      return [dx, dy];
    }
    return null;
  });
}

/** A sign for each circle, so that colour is not alone. */
function Mark({ circle }: { circle: number }) {
  if (circle === 1) return <rect x={-SIZE + 1} y={-SIZE + 1} width={2 * SIZE - 2} height={2 * SIZE - 2} />;
  return circle === 2 ? <path d={`M0 ${-SIZE}L${SIZE} ${SIZE - 1}H${-SIZE}z`} /> : <circle r={SIZE - 0.5} />;
}

function whyNone(answer: RatingAnswer, points: Point[]): string {
  if (points.every((point) => point.x === null)) return t('figures.scatter.noYear', { year: answer.period, why: whyMissing(points[0]?.missing) });
  return points.every((point) => point.y === null) ? t('figures.scatter.noScore') : t('figures.scatter.none');
}

/** The same as a list, for who reads or goes by keys; who lacks one of the two comes last and says which. */
function Twin({ answer, points, label }: { answer: RatingAnswer; points: Point[]; label: string }) {
  const sorted = [...points].sort((a, b) => +(b.x !== null && b.y !== null) - +(a.x !== null && a.y !== null) || (b.x ?? -1) - (a.x ?? -1));
  const now = selectedArea();
  return (
    <table class="table" data-testid="scatter-list">
      <thead><tr><th scope="col">{t('list.name')}</th><th scope="col" class="numeric scatter-head">{label}</th><th scope="col" class="numeric">{scoreTitle(answer)}</th></tr></thead>
      <tbody>
        {sorted.map(({ area, x, y, missing }) => (
          <tr key={area.adcode} aria-selected={now === area.adcode}>
            <th scope="row"><button class="row-button" onClick={() => select({ kind: 'area', adcode: area.adcode })}>{nameOf(area)}</button></th>
            <td class={`numeric ${x === null ? 'faint' : ''}`}>{x === null ? whyMissing(missing) : exact(x, 1)}</td><td class={`numeric ${y === null ? 'faint' : ''}`}>{scoreText(y)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
