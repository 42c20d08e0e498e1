export type Curve = { readonly line: string; readonly area: string; readonly targetY: number | null };

const WIDTH = 100;
const HEIGHT = 100;
/** Air above and below, as a share of the height, so that the highest point does not touch the edge. */
const AIR = 0.08;
/** How many neighbours on each side a point is drawn with, once the day has enough points to spare. */
const REACH = 3;
const CALM_FROM = 16;

/**
 * A day as an SVG path in a box of 100 by 100, the present at its right edge. Where nothing is known the line breaks,
 * instead of claiming a value.
 */
export function curveOf(day: readonly (number | null)[], target: number | null): Curve | null {
  // The night before the first contact is not part of the picture.
  const begun = day.findIndex((value) => value !== null);
  const values = begun < 0 ? [] : calmed(day.slice(begun));
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return null;
  const all = target === null ? known : [...known, target];
  const low = Math.min(...all);
  const high = Math.max(...all);
  const span = high - low || Math.abs(high) || 1;
  const yOf = (value: number) => {
    const share = (value - low) / span;
    return round(HEIGHT * (1 - AIR - share * (1 - 2 * AIR)));
  };
  const xOf = (index: number) => round((index / Math.max(1, values.length - 1)) * WIDTH);

  const runs = runsOf(values);
  const line = runs
    .map((run) => run.map(([i, v], at) => `${at ? 'L' : 'M'}${xOf(i)} ${yOf(v)}`).join(''))
    .join('');
  const area = runs
    .map((run) => {
      const first = run[0]?.[0] ?? 0;
      const last = run[run.length - 1]?.[0] ?? 0;
      return `M${xOf(first)} ${HEIGHT}${run.map(([i, v]) => `L${xOf(i)} ${yOf(v)}`).join('')}L${xOf(last)} ${HEIGHT}Z`;
    })
    .join('');
  return { line, area, targetY: target === null ? null : yOf(target) };
}

/** Each point is the mean of its neighbours: one quarter of an hour has few contacts, and would only flicker. */
function calmed(values: readonly (number | null)[]): readonly (number | null)[] {
  if (values.length < CALM_FROM) return values;
  return values.map((_, index) => {
    const near = values.slice(Math.max(0, index - REACH), index + REACH + 1).filter((one) => one !== null);
    return near.length === 0 ? null : near.reduce((sum, one) => sum + one, 0) / near.length;
  });
}

function runsOf(values: readonly (number | null)[]): [number, number][][] {
  const runs: [number, number][][] = [];
  let run: [number, number][] = [];
  values.forEach((value, index) => {
    if (value !== null) {
      if (run.length === 0) runs.push(run);
      run.push([index, value]);
    } else run = [];
  });
  return runs;
}

const round = (value: number) => Math.round(value * 10) / 10;
