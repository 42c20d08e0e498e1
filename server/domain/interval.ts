/** Between these the true value lies with 95 % confidence. */
export type Interval = { readonly low: number; readonly high: number };

/** How many standard deviations 95 % of a normal distribution take up. */
const Z = 1.959963984540054;
const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The interval of Wilson around a share of `n` answers: honest for few answers and near 0 and 1. */
export function wilson(hits: number, n: number): Interval | null {
  if (n <= 0) return null;
  const share = hits / n;
  const weight = 1 + (Z * Z) / n;
  const centre = (share + (Z * Z) / (2 * n)) / weight;
  const margin = (Z / weight) * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n));
  // At the ends the arithmetic may miss the share itself by the last bit.
  return { low: within(centre - margin, 0, share), high: within(centre + margin, share, 1) };
}

/**
 * The interval around a net promoter score. As with Wilson some answers are imagined (3/4 of a promoter, 3/4 of a
 * detractor, 3/2 between), else five promoters of five would leave no doubt at all.
 */
export function aroundScore(promoters: number, detractors: number, answers: number): Interval | null {
  if (answers <= 0) return null;
  const n = answers + 3;
  const up = (promoters + 0.75) / n;
  const down = (detractors + 0.75) / n;
  const centre = up - down;
  const margin = Z * Math.sqrt((up + down - centre * centre) / n);
  const score = (promoters - detractors) / answers;
  return {
    low: Math.floor(100 * within(centre - margin, -1, score)),
    high: Math.ceil(100 * within(centre + margin, score, 1)),
  };
}
