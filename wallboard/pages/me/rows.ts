import type { Board } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import type { Metric } from '#domain/metric.ts';
import { metricById } from '#domain/metrics/index.ts';

/** The own day, in the order of the table; a part belongs to the row above it. */
const shown = [
  { id: 'answered', word: 'handled' },
  { id: 'aht' },
  { id: 'avgTalk', word: 'talk', isPart: true },
  { id: 'avgHold', word: 'hold', isPart: true },
  { id: 'avgWrapup', word: 'wrapup', isPart: true },
  { id: 'fcr' },
  { id: 'csat' },
  { id: 'occupancy' },
] as const;

export type Row = {
  readonly metric: Metric;
  /** The word that the page has for it, where the metric's own name does not do. */
  readonly word: 'handled' | 'talk' | 'hold' | 'wrapup' | null;
  readonly isPart: boolean;
  readonly figure: Figure | undefined;
  readonly median: number | null;
  readonly agents: number;
  /** Where the own figure stands; `null` when it cannot or should not be said. */
  readonly standing: 'better' | 'worse' | 'same' | null;
};

export function rowsOfDay(board: Board): readonly Row[] {
  return shown.flatMap((one) => {
    const metric = metricById.get(one.id);
    if (!metric) return [];
    const figure = board[`figure/${one.id}`];
    const median = board[`median/${one.id}`];
    return {
      metric,
      word: 'word' in one ? one.word : null,
      isPart: 'isPart' in one,
      figure,
      median: median?.value ?? null,
      agents: median?.agents ?? 0,
      standing: standingOf(metric, figure, median?.value ?? null),
    };
  });
}

/** Counts are not a contest, and a few contacts prove nothing. */
function standingOf(metric: Metric, figure: Figure | undefined, median: number | null): Row['standing'] {
  if (metric.unit === 'count' || metric.better === 'neither') return null;
  if (!figure || figure.provisional || figure.value === null || median === null) return null;
  if (figure.value === median) return 'same';
  return figure.value > median === (metric.better === 'higher') ? 'better' : 'worse';
}
