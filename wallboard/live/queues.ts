import type { Board, BoardEntries } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import { longestWait } from '#domain/metrics/longest-wait.ts';
import { serviceLevel } from '#domain/metrics/service-level.ts';
import { entriesOf } from './entries.ts';
import { judge, type State, severityOf, targetOf, worseOf } from './judge.ts';

type Queue = BoardEntries[`queue/${string}`];
export type QueueInNeed = { readonly queue: Queue; readonly state: State };

/** The longest wait as a figure that can be judged like any other. Where nobody waits there is none, not 0:00. */
export function longestWaitOf(oldestOfferedAt: number | null, now: number): Figure {
  const value = oldestOfferedAt === null ? null : Math.max(0, now - oldestOfferedAt);
  return { value, numerator: value, denominator: null, n: value === null ? 0 : 1, provisional: false };
}

/**
 * The queues, worst first: by state, then by who has waited longest. A queue is lit only while somebody waits in it:
 * light falls where a person can still help, not on this morning's average.
 */
export function queuesInNeed(board: Board, now: number): readonly QueueInNeed[] {
  return entriesOf(board, 'queue')
    .map((queue) => ({ queue, state: stateOf(queue, board, now) }))
    .sort(
      (one, other) =>
        severityOf(other.state) - severityOf(one.state) ||
        (one.queue.oldestOfferedAt ?? Infinity) - (other.queue.oldestOfferedAt ?? Infinity) ||
        other.queue.waiting - one.queue.waiting ||
        one.queue.queue.localeCompare(other.queue.queue),
    );
}

function stateOf(queue: Queue, board: Board, now: number): State {
  if (queue.waiting === 0) return 'normal';
  return [serviceLevel, longestWait].reduce<State>((state, metric) => {
    const figure =
      metric === longestWait ? longestWaitOf(queue.oldestOfferedAt, now) : queue.figures[metric.id];
    return worseOf(state, judge({ better: metric.better, figure, target: targetOf(board, metric) }));
  }, 'normal');
}
