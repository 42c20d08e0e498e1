/** A source of chance that repeats itself: the same seed gives the same draws. */
export type Random = {
  /** Uniform in [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** A whole number in [0, count). */
  below(count: number): number;
  exponential(mean: number): number;
  normal(): number;
  logNormal(median: number, sigma: number): number;
  /** Gamma with the given shape and mean 1. */
  gamma(shape: number): number;
  pick<T>(list: readonly T[]): T;
  /** One of the list, each as often as its weight says. */
  weighted<T>(list: readonly T[], weights: readonly number[]): T;
};

/** One 32-bit seed out of several words and numbers. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of parts.join('|')) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return scramble(hash);
}

function scramble(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The generator is sfc32: small, fast, and good enough for a contact centre. */
export function createRandom(seed: number): Random {
  let a = scramble(seed + 1);
  let b = scramble(seed + 0x9e3779b9);
  let c = scramble(seed ^ 0x5bd1e995);
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();

  const exponential = (mean: number) => -Math.log(1 - next()) * mean;
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const below = (count: number) => Math.floor(next() * count);
  // Marsaglia and Tsang; a shape below 1 is reached from the shape above it.
  const gamma = (shape: number): number => {
    if (shape < 1) return ((gamma(shape + 1) * (shape + 1)) / shape) * (1 - next()) ** (1 / shape);
    const d = shape - 1 / 3;
    for (;;) {
      const x = normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape;
    }
  };
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    below,
    exponential,
    normal,
    logNormal: (median, sigma) => median * Math.exp(sigma * normal()),
    gamma,
    // `below` stays under the length, and no caller passes an empty list.
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
    weighted<T>(list: readonly T[], weights: readonly number[]) {
      let draw = next() * weights.reduce((sum, weight) => sum + weight, 0);
      let index = 0;
      while (index < list.length - 1 && draw >= (weights[index] ?? 0)) draw -= weights[index++] ?? 0;
      return list[index] as T;
    },
  };
}
