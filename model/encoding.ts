import { features } from './features.ts';

/**
 * How one feature becomes numbers: one for each piece between two knots, filled from 0 to 1 like a thermometer; one that
 * runs straight through, in units of `scale`; and one that says that it is missing. A weight for each makes a
 * piecewise-linear curve, which a ridge draws towards a straight line.
 */
export type Encoding = { readonly id: string; readonly knots: readonly number[]; readonly scale: number };

const PIECES = 12;

export const widthOf = (encodings: readonly Encoding[]): number =>
  encodings.reduce((width, { knots }) => width + knots.length + 1, 0);

/** Knots at the quantiles of what was seen, with the smallest value as a knot of its own. */
export function fitEncodings(vectors: readonly (readonly (number | null)[])[]): Encoding[] {
  return features.map(({ id }, index) => {
    const seen = vectors.map((vector) => vector[index]).filter((value) => typeof value === 'number');
    const knots = knotsOf(Float64Array.from(seen).sort());
    return { id, knots, scale: scaleOf(seen, knots) };
  });
}

function knotsOf(sorted: Float64Array): number[] {
  const lowest = sorted[0] ?? 0;
  const above = sorted.subarray(sorted.findIndex((value) => value > lowest));
  if (above.length === 0 || above[0] === lowest) return [lowest, lowest + 1];
  const quantile = (share: number) => above[Math.round(share * (above.length - 1))] ?? lowest;
  const knots = Array.from({ length: PIECES }, (_, piece) =>
    quantile(0.004 + (0.994 * piece) / (PIECES - 1)),
  );
  // What is stored is what is computed with: knots are rounded once, here.
  const rounded = [lowest, ...knots].map((knot) => Number(knot.toPrecision(6)));
  return [...new Set(rounded)].sort((a, b) => a - b);
}

/** The spread of what was seen, between the outermost knots. */
function scaleOf(seen: readonly number[], knots: readonly number[]): number {
  const values = seen.map((value) => Math.min(knots.at(-1) ?? 0, Math.max(knots[0] ?? 0, value)));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return Number(Math.sqrt(variance).toPrecision(6)) || 1;
}

/** Writes the encoding of one vector at a place of a batch. */
export function encode(
  vector: readonly (number | null)[],
  encodings: readonly Encoding[],
  into: Float32Array,
  offset = 0,
): void {
  let place = offset;
  encodings.forEach(({ knots, scale }, index) => {
    const value = vector[index] ?? null;
    for (let piece = 0; piece + 1 < knots.length; piece++) {
      into[place++] = value === null ? 0 : filled(value, knots[piece] ?? 0, knots[piece + 1] ?? 0);
    }
    const [lowest = 0, highest = 0] = [knots[0], knots.at(-1)];
    into[place++] = value === null ? 0 : (Math.min(highest, Math.max(lowest, value)) - lowest) / scale;
    into[place++] = value === null ? 1 : 0;
  });
}

const filled = (value: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (value - from) / (to - from)));
