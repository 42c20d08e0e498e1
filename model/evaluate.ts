/** How good probabilities are against what happened. */
export type Evaluation = {
  readonly auc: number;
  readonly logLoss: number;
  /** Expected calibration error over ten bins of equal size. */
  readonly ece: number;
  /** How much more often the tenth with the highest scores leaves than everybody. */
  readonly liftTopDecile: number;
  /** From the lowest tenth of the scores to the highest. */
  readonly deciles: readonly {
    readonly predicted: number;
    readonly observed: number;
    readonly count: number;
  }[];
};

type Labels = ArrayLike<number>;
type Scores = ArrayLike<number>;

export function evaluate(scores: Scores, labels: Labels): Evaluation {
  const deciles = decilesOf(scores, labels);
  const total = deciles.reduce((sum, { count }) => sum + count, 0);
  const rate = mean(labels);
  return {
    auc: aucOf(scores, labels),
    logLoss: logLossOf(scores, labels),
    ece: deciles.reduce(
      (sum, { predicted, observed, count }) => sum + (count / total) * Math.abs(predicted - observed),
      0,
    ),
    liftTopDecile: (deciles.at(-1)?.observed ?? 0) / rate,
    deciles,
  };
}

type Compared = Pick<Evaluation, 'auc' | 'logLoss'>;

/** Too bad to replace the other. Retraining the same model is allowed: machines differ in the last digits of a sum. */
export const isWorse = (model: Compared, other: Compared): boolean =>
  model.logLoss > other.logLoss + 1e-5 || model.auc < other.auc - 1e-4;

/** The probability that who leaves scores higher than who stays; ties count half. */
export function aucOf(scores: Scores, labels: Labels): number {
  const order = ranked(scores);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    let end = start;
    let tied = 0;
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) {
      tied += labels[order[end] ?? 0] ?? 0;
      end++;
    }
    positives += tied;
    rankSum += (tied * (start + 1 + end)) / 2;
    start = end;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export function logLossOf(scores: Scores, labels: Labels): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) {
    const score = Math.min(1 - 1e-9, Math.max(1e-9, scores[row] ?? 0));
    sum -= labels[row] === 1 ? Math.log(score) : Math.log(1 - score);
  }
  return sum / labels.length;
}

function decilesOf(scores: Scores, labels: Labels): Evaluation['deciles'] {
  const order = ranked(scores);
  return Array.from({ length: 10 }, (_, decile) => {
    const rows = order.slice((decile * order.length) / 10, ((decile + 1) * order.length) / 10);
    return {
      predicted: mean(rows.map((row) => scores[row] ?? 0)),
      observed: mean(rows.map((row) => labels[row] ?? 0)),
      count: rows.length,
    };
  });
}

/** Platt: the straight line over the log-odds that fits what happened best, by Newton's method. */
export function plattOf(logOdds: ArrayLike<number>, labels: Labels): { slope: number; shift: number } {
  let slope = 1;
  let shift = 0;
  for (let step = 0; step < 25; step++) {
    let [gradientSlope, gradientShift, ss, sh, hh] = [0, 0, 1e-9, 0, 1e-9];
    for (let row = 0; row < labels.length; row++) {
      const x = logOdds[row] ?? 0;
      const probability = 1 / (1 + Math.exp(-(slope * x + shift)));
      const error = probability - (labels[row] ?? 0);
      const curvature = probability * (1 - probability);
      gradientSlope += error * x;
      gradientShift += error;
      ss += curvature * x * x;
      sh += curvature * x;
      hh += curvature;
    }
    const determinant = ss * hh - sh * sh;
    slope -= (hh * gradientSlope - sh * gradientShift) / determinant;
    shift -= (ss * gradientShift - sh * gradientSlope) / determinant;
  }
  return { slope, shift };
}

/** Rows from the lowest score to the highest; equal scores keep their order. */
function ranked(scores: Scores): number[] {
  return Array.from(scores, (_, row) => row).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0) || a - b);
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}
