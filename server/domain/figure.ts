/** The number of one metric for one group and window. `null` means that there is nothing to compute from. */
export type Figure = {
  /** Rates as fractions of 1, durations in ms, scores from -100 to 100, points and counts as they are. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** On how many subjects (segments, legs, contacts, surveys) it rests. */
  readonly n: number;
  /** True when `n` is below the metric's minimum sample or its window is not closed. */
  readonly provisional: boolean;
  /** The 95 % interval around `value`, for metrics that rest on answers of some for all. */
  readonly low?: number | null;
  readonly high?: number | null;
  /** Of amounts of money, which `value` and `numerator` then are in its units. */
  readonly currency?: string;
  /** Why there is no value although there are subjects. */
  readonly refused?: string;
};

export const emptyFigure: Figure = {
  value: null,
  numerator: null,
  denominator: null,
  n: 0,
  provisional: true,
};
