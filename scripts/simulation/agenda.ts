type Entry = { readonly at: number; readonly order: number; readonly run: () => void };

/** What is going to happen, in order of time; what was put down first goes first when times are equal. */
export type Agenda = {
  now(): number;
  /** The time of the next entry; `Infinity` when there is none. */
  nextAt(): number;
  at(time: number, run: () => void): void;
  after(ms: number, run: () => void): void;
  /** Moves on to the next entry and runs it. */
  step(): void;
};

/** A binary heap with a clock of its own. Times are whole milliseconds and never run backwards. */
export function createAgenda(startedAt: number): Agenda {
  const heap: Entry[] = [];
  let now = startedAt;
  let order = 0;
  const isBefore = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.order < b.order);

  function push(entry: Entry): void {
    let place = heap.length;
    heap.push(entry);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] as Entry;
      if (!isBefore(entry, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = entry;
  }

  function pop(): Entry | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Entry, heap[below] as Entry)) below++;
      const child = heap[below] as Entry;
      if (!isBefore(child, last)) break;
      heap[place] = child;
      place = below;
    }
    heap[place] = last;
    return top;
  }

  const at = (time: number, run: () => void) =>
    push({ at: Math.max(now, Math.round(time)), order: order++, run });
  return {
    now: () => now,
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    at,
    after: (ms, run) => at(now + ms, run),
    step() {
      const entry = pop();
      if (entry === undefined) return;
      now = entry.at;
      entry.run();
    },
  };
}
