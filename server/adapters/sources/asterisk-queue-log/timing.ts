import type { Row } from './dialects/row.ts';
import { type LogLine, secondsAt } from './read-line.ts';

/** What a line says about lengths, in seconds; `null` is not said. */
export type Timing = {
  readonly wait: number | null;
  readonly talk: number | null;
  /** When its call entered the queue, or the latest moment at which it can have. */
  readonly entered: number;
  /** Whether `entered` is the moment itself. */
  readonly exact: boolean;
};

export function timingOf(line: LogLine): Timing {
  const { row, params, epoch } = line;
  const wait = 'wait' in row ? secondsAt(params, row.wait) : null;
  const talk = 'talk' in row ? secondsAt(params, row.talk) : null;
  switch (row.does) {
    case 'enter':
      return { wait, talk, entered: epoch, exact: true };
    case 'answer':
    case 'abandon':
    case 'leave':
      return { wait, talk, entered: epoch - (wait ?? 0), exact: wait !== null };
    case 'end':
    case 'transfer':
      return {
        wait,
        talk,
        entered: epoch - (wait ?? 0) - (talk ?? 0),
        exact: wait !== null && talk !== null,
      };
    case 'miss': {
      const ringMs = secondsAt(params, row.ringMs) ?? 0;
      return { wait, talk, entered: epoch - Math.floor(ringMs / 1_000), exact: false };
    }
    case 'nothing':
    case 'restart':
    case 'ring':
    case 'hold':
    case 'resume':
    case 'agent':
      return { wait, talk, entered: epoch, exact: false };
  }
}

const ranks: Record<Row['does'], number> = {
  restart: 0,
  nothing: 0,
  enter: 1,
  ring: 2,
  miss: 3,
  answer: 4,
  hold: 5,
  resume: 6,
  transfer: 7,
  end: 7,
  abandon: 7,
  leave: 7,
  agent: 8,
};

/** Where a line stands among those of its second, whatever order they come in: by entry, then by life cycle. */
export type Place = { readonly epoch: number; readonly entered: number; readonly rank: number };
export const placeOf = (line: LogLine): Place => ({
  epoch: line.epoch,
  entered: timingOf(line).entered,
  rank: ranks[line.row.does],
});

/** The order in which an import reads lines: the same for the same lines. */
export function compareLines(a: Place & { text: string }, b: Place & { text: string }): number {
  return (
    a.epoch - b.epoch ||
    a.entered - b.entered ||
    a.rank - b.rank ||
    (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)
  );
}
