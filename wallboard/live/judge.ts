import type { Board } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import type { Metric } from '#domain/metric.ts';

/** What a number asks of the people who see it. `few`: there is a value, but it rests on too little to alarm anybody. */
export type State = 'normal' | 'watch' | 'act' | 'few' | 'none';

/** Worse than the target by more than this share of it calls for action. */
const ACT_BEYOND = 0.25;

type Case = {
  readonly better: Metric['better'];
  readonly figure: Figure | undefined;
  readonly target: number | null;
};

/** Compares a figure with its target. A provisional figure never alarms, and no data is not bad news. */
export function judge({ better, figure, target }: Case): State {
  if (!figure || figure.value === null) return 'none';
  if (figure.provisional) return 'few';
  if (target === null || better === 'neither') return 'normal';
  const short = better === 'higher' ? target - figure.value : figure.value - target;
  if (short <= 0) return 'normal';
  // The margin forgives the last bits of the arithmetic: 0.6 is not worse than 0.8 by more than a quarter.
  return short > target * ACT_BEYOND + target * 1e-9 ? 'act' : 'watch';
}

/** The site's own target when the board carries one, else the catalogue's. */
export function targetOf(board: Board, metric: Metric): number | null {
  const own = board[`target/${metric.id}`];
  return typeof own === 'number' ? own : (metric.target ?? null);
}

const severity: Readonly<Record<State, number>> = { act: 4, watch: 3, normal: 2, few: 1, none: 0 };

export const worseOf = (one: State, other: State): State => (severity[other] > severity[one] ? other : one);
export const severityOf = (state: State): number => severity[state];
