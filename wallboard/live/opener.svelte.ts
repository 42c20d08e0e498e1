import { getContext, setContext } from 'svelte';
import type { Board } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import { longestWaitOf } from './queues.ts';

/** Which number is to be explained: a metric of the whole site, of a queue or of an agent. */
export type Question = { readonly metric: string; readonly queue?: string; readonly agent?: string };

/** The number of a page that is open, and where the focus goes back to when it is closed. */
export class Opener {
  #asked = $state.raw<Question | null>(null);
  #from: HTMLElement | null = null;

  get asked(): Question | null {
    return this.#asked;
  }
  open(question: Question, from: HTMLElement | null = this.#from): void {
    this.#asked = question;
    this.#from = from;
  }
  close(): void {
    this.#asked = null;
    this.#from?.focus();
    this.#from = null;
  }
  isOpen({ metric, queue }: Question): boolean {
    return this.#asked?.metric === metric && this.#asked.queue === queue;
  }
}

const KEY = Symbol('opener');
export const setOpener = (opener: Opener): Opener => setContext(KEY, opener);
/** Absent where numbers cannot be opened. */
export const getOpener = (): Opener | undefined => getContext<Opener | undefined>(KEY);

const countOf = (value: number): Figure => ({
  value,
  numerator: value,
  denominator: null,
  n: value,
  provisional: false,
});

/** A number as a board has it; what ticks or is counted now is made here. */
export function figureOn(board: Board, { metric, queue }: Question, moment: number): Figure | undefined {
  const entry = queue === undefined ? undefined : board[`queue/${queue}`];
  const waiting = queue === undefined ? board.waiting : entry;
  if (metric === 'waiting') return waiting && countOf(waiting.waiting);
  if (metric === 'longestWait') return waiting && longestWaitOf(waiting.oldestOfferedAt, moment);
  if (metric === 'agentsByState') {
    const agents = queue === undefined ? board.agents : entry?.agents;
    return agents && countOf(Object.values(agents).reduce((sum, one) => sum + one, 0) - agents.offline);
  }
  return queue === undefined ? board[`figure/${metric}`] : entry?.figures[metric];
}
