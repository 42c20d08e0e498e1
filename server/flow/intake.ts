import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/event-source.ts';
import type { Intake, QualityNote, Result } from '../ports/intake.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Apply } from './apply.ts';
import { type Accepted, validate } from './validate.ts';

/** How many events one round takes at most: enough to fill the pipelines, few enough to answer soon. */
const ROUND = 1_000;
/** So many rounds at once: while one waits for the ledger, the other thinks. The ledger settles who comes first. */
const ROUNDS = 2;

type Waiting = {
  readonly inputs: readonly unknown[];
  readonly history: boolean;
  readonly resolve: (results: readonly Result[]) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * The one way in. Requests that arrive while a round is under way are taken together in the next, so that the load
 * makes the rounds larger and not the queue longer.
 */
export function createIntake({
  ledger,
  apply,
  clock,
  log,
  dedupeMs,
  onAccepted = () => {},
}: {
  ledger: Ledger;
  apply: Apply;
  clock: Clock;
  log: Log;
  dedupeMs: number;
  /** Told of each site that a round brought events to. */
  onAccepted?: (sites: ReadonlySet<string>) => void;
}): Intake & { idle(): Promise<void> } {
  const queue: Waiting[] = [];
  const counting = createPending();
  const running = new Set<Promise<void>>();

  async function work(): Promise<void> {
    while (queue.length > 0) {
      const round: Waiting[] = [];
      let size = 0;
      while (queue.length > 0 && (size === 0 || size + queue[0]!.inputs.length <= ROUND)) {
        const next = queue.shift()!;
        round.push(next);
        size += next.inputs.length;
      }
      try {
        const results = await takeRound(round);
        round.forEach((request, index) => {
          request.resolve(results[index]!);
        });
      } catch (cause) {
        log.error({ err: cause, events: size }, 'events were not accepted');
        for (const { reject } of round) reject(cause);
      }
    }
  }

  async function takeRound(round: readonly Waiting[]): Promise<Result[][]> {
    const now = clock.now();
    const results: Result[][] = round.map(({ inputs }) => inputs.map(() => undefined as unknown as Result));
    const accepted: { item: Accepted; request: number; place: number }[] = [];
    const aside: Promise<void>[] = [];
    round.forEach(({ inputs, history }, request) => {
      inputs.forEach((input, place) => {
        const checked = validate(input, { now, dedupeMs, history });
        if ('accepted' in checked) {
          accepted.push({ item: checked.accepted, request, place });
          return;
        }
        results[request]![place] = checked.result;
        if (checked.quarantined) {
          aside.push(ledger.setAside('quarantined', JSON.stringify(checked.quarantined)));
        }
      });
    });
    const claims = await ledger.claim(accepted.map(({ item }) => item));
    const applicable = accepted.filter(({ item, request, place }, index) => {
      if (claims[index] !== 'other') return true;
      const { source, id } = item.event;
      const reason = 'id: known from this source with other content; the first one stands';
      results[request]![place] = { source, id, verdict: 'conflict', reason };
      aside.push(ledger.setAside('conflict', JSON.stringify(item.event)));
      return false;
    });
    const known = await apply.events(applicable.map(({ item }) => item.event));
    applicable.forEach(({ item, request, place }, index) => {
      const { source, id } = item.event;
      results[request]![place] = { source, id, verdict: known[index] ? 'duplicate' : 'created' };
    });
    await Promise.all(aside);
    // Its commands leave before the answer does; nobody has to wait for what they return.
    counting.add(
      tally(results.flat(), accepted, now).catch((cause) => {
        log.warn({ err: cause }, 'what sources did was not counted');
      }),
    );
    onAccepted(new Set(applicable.map(({ item }) => item.event.site)));
    return results;
  }

  /** The newest event of each source, so that a late one does not turn the source's clock back. */
  let newestRead: Promise<Map<string, number>> | null = null;
  const readNewest = async () =>
    new Map(
      [...(await ledger.tallies())].map(([source, { lastEventAt }]) => [source, Number(lastEventAt ?? 0)]),
    );

  async function tally(results: readonly Result[], accepted: readonly { item: Accepted }[], now: number) {
    newestRead ??= readNewest();
    const newest = await newestRead;
    const rows = new Map<string, { counts: Record<string, number>; texts: Record<string, string> }>();
    const rowOf = (source: string) => {
      const row = rows.get(source) ?? { counts: {}, texts: { lastReceivedAt: String(now) } };
      rows.set(source, row);
      return row;
    };
    for (const { source, verdict } of results) {
      const { counts } = rowOf(source ?? 'unknown');
      counts[`verdict:${verdict}`] = (counts[`verdict:${verdict}`] ?? 0) + 1;
    }
    for (const { item } of accepted) {
      const { source, at, site } = item.event;
      if (at <= (newest.get(source) ?? Number.NEGATIVE_INFINITY)) continue;
      newest.set(source, at);
      const lagMs = String(Math.max(0, now - at));
      Object.assign(rowOf(source).texts, { lastEventAt: String(at), lagMs, site });
    }
    await Promise.all([...rows].map(([source, { counts, texts }]) => ledger.tally(source, counts, texts)));
  }

  return {
    take(inputs, options = {}) {
      if (inputs.length === 0) return Promise.resolve([]);
      return new Promise((resolve, reject) => {
        queue.push({ inputs, history: options.history ?? false, resolve, reject });
        if (running.size === ROUNDS) return;
        const worker: Promise<void> = work().finally(() => running.delete(worker));
        running.add(worker);
      });
    },
    async note(notes: readonly QualityNote[]) {
      for (const { source, kind, count, example } of notes) {
        const texts = example === undefined ? {} : { [`example:${kind}`]: example.slice(0, 200) };
        await ledger.tally(source, { [`note:${kind}`]: count }, texts);
      }
    },
    async idle() {
      await Promise.all(running);
      await counting.settled();
    },
  };
}

/** Work that goes on beside the way of events, so that a stop can wait for it. */
function createPending() {
  const pending = new Set<Promise<void>>();
  return {
    add(work: Promise<void>): void {
      pending.add(work);
      void work.then(() => pending.delete(work));
    },
    settled: async () => void (await Promise.all(pending)),
  };
}
