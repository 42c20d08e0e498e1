import type { Encoding } from './encoding.ts';

/** The curve of one feature, read from the network's weights: its height at each knot, and when missing. */
type Curve = {
  readonly knots: readonly number[];
  readonly heights: readonly number[];
  readonly missing: number;
};

/** The network as lookup tables: the same function, without tensors. */
export type Tables = {
  readonly curves: readonly Curve[];
  /** Log-odds of an average customer. */
  readonly base: number;
  /** What each feature adds for an average customer; contributions are told against it. */
  readonly means: readonly number[];
};

/** The weights of a dense unit over the encoding, as curves: each piece rises by its weight and by the straight line's. */
export function createTables(
  { kernel, bias }: { kernel: ArrayLike<number>; bias: number },
  encodings: readonly Encoding[],
  means: readonly number[],
): Tables {
  let place = 0;
  const curves = encodings.map(({ knots, scale }) => {
    const heights = [0];
    for (let piece = 0; piece + 1 < knots.length; piece++) {
      heights.push((heights[piece] ?? 0) + (kernel[place++] ?? 0));
    }
    const straight = (kernel[place++] ?? 0) / scale;
    const lowest = knots[0] ?? 0;
    return {
      knots,
      heights: heights.map((height, index) => height + straight * ((knots[index] ?? lowest) - lowest)),
      missing: kernel[place++] ?? 0,
    };
  });
  return { curves, means, base: means.reduce((sum, mean) => sum + mean, bias) };
}

export function heightOf({ knots, heights, missing }: Curve, value: number | null): number {
  if (value === null) return missing;
  const last = knots.length - 1;
  if (value <= (knots[0] ?? 0)) return heights[0] ?? 0;
  if (value >= (knots[last] ?? 0)) return heights[last] ?? 0;
  let above = 1;
  while (value > (knots[above] ?? 0)) above++;
  const from = knots[above - 1] ?? 0;
  const to = knots[above] ?? 0;
  const low = heights[above - 1] ?? 0;
  return low + ((heights[above] ?? 0) - low) * ((value - from) / (to - from));
}

/** What each feature adds to the log-odds, against an average customer. */
export const contributionsOf = ({ curves, means }: Tables, vector: readonly (number | null)[]): number[] =>
  curves.map((curve, index) => heightOf(curve, vector[index] ?? null) - (means[index] ?? 0));

export const probabilityOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
