import { setImmediate as breathe, setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedEvent } from '../../../scripts/simulation/event.ts';
import { createLocalClock } from '../../../scripts/simulation/local-time.ts';
import { createDay, createStory } from '../../../scripts/simulation/story.ts';
import type { EventSource, SourceContext } from '../../ports/event-source.ts';

const BATCH = 500;
const PAST_BATCH = 200;
const LONGEST_PAUSE_MS = 250;
const LONGEST_RETRY_MS = 30_000;
/** Days whose tickets may still be open today. */
const OPEN_DAYS = 3;

export type DemoOptions = {
  readonly site: string;
  readonly timeZone: string;
  readonly seed: number;
  /** How many days before today are told, without what mattered only on the day itself. Default 7. */
  readonly pastDays?: number;
};

export type RunningDemo = {
  stop(): Promise<void>;
  /** Resolves when the day so far is told and the demo has reached the present. */
  readonly live: Promise<void>;
  /** Resolves when the days before are told too. */
  readonly complete: Promise<void>;
};

const onTheDayOnly = /^(agent|ticket)\.|^contact\.(rang|missed|held|resumed)$|^survey\.requested$/;

/**
 * A simulated centre that lives in real time. It tells the day so far, goes on live, and tells the days before beside
 * it. Its ids follow from seed and date, so that a second start on the same day repeats and does not double.
 */
export function createDemo(
  options: DemoOptions,
  context: SourceContext,
): Omit<EventSource, 'start'> & { start(): Promise<RunningDemo> } {
  return {
    name: 'demo',
    async start() {
      const stopping = new AbortController();
      let reach = () => {};
      const live = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const run = { ...options, ...context, signal: stopping.signal };
      // What `stop` breaks off is no fault; anything else must be seen.
      const watch = (work: Promise<void>) =>
        work.catch((error: unknown) => {
          if (!stopping.signal.aborted) context.log.error({ error }, 'the demo has broken off');
        });
      const today = watch(tellToday(run, reach)).finally(reach);
      const complete = watch(live.then(() => tellPast(run)));
      return {
        live,
        complete,
        async stop() {
          stopping.abort();
          await Promise.all([today, complete]);
        },
      };
    },
  };
}

type Run = DemoOptions & SourceContext & { readonly signal: AbortSignal };

const storyOf = ({ seed, timeZone, site }: Run) => ({ seed, timeZone, site, source: 'floorlight/demo' });

/** From midnight to the present as fast as it is taken, then each event when its time has come. */
async function tellToday(run: Run, reachPresent: () => void): Promise<void> {
  const { clock, signal, log, site, timeZone } = run;
  const { midnight } = createLocalClock(timeZone);
  const startsAt = midnight(clock.now());
  let batch: SimulatedEvent[] = [];
  let isLive = false;
  let skipped = 0;
  for (const event of createStory(storyOf(run), midnight(startsAt, -OPEN_DAYS))) {
    if (signal.aborted) return;
    const at = Date.parse(event.time);
    if (at < startsAt) {
      if (++skipped % BATCH === 0) await breathe();
      continue;
    }
    if (at > clock.now()) {
      await take(run, batch);
      batch = [];
      if (!isLive) {
        isLive = true;
        log.info({ site }, 'the demo is live');
        reachPresent();
      }
    }
    for (let wait = at - clock.now(); wait > 0; wait = at - clock.now()) {
      await sleep(Math.min(LONGEST_PAUSE_MS, wait), undefined, { signal });
    }
    batch.push(event);
    if (batch.length === BATCH) {
      await take(run, batch);
      batch = [];
    }
  }
}

/** The days before today, the latest first, in no hurry: what happens now must not wait behind them. */
async function tellPast(run: Run): Promise<void> {
  const { clock, signal, log, site, timeZone, pastDays = 7 } = run;
  const { midnight } = createLocalClock(timeZone);
  const today = midnight(clock.now());
  for (let day = 1; day <= pastDays; day++) {
    let batch: SimulatedEvent[] = [];
    for (const event of createDay(storyOf(run), midnight(today, -day))) {
      if (signal.aborted) return;
      // What a day left open for today belongs to the telling of today.
      if (Date.parse(event.time) >= today) break;
      if (onTheDayOnly.test(event.type)) continue;
      batch.push(event);
      if (batch.length < PAST_BATCH) continue;
      const began = performance.now();
      await take(run, batch);
      batch = [];
      await sleep(performance.now() - began, undefined, { signal });
    }
    await take(run, batch);
  }
  if (pastDays > 0) log.info({ site, days: pastDays }, 'the demo has told the days before today');
}

/** Hands a batch over, however long the ledger is away. History: a machine that slept for a night catches up too. */
async function take({ intake, log, signal }: Run, batch: readonly SimulatedEvent[]): Promise<void> {
  for (let attempt = 0; batch.length > 0; attempt++) {
    try {
      await intake.take(batch, { history: true });
      return;
    } catch (error) {
      log.warn({ error, attempt }, 'the demo waits until its events are taken');
      await sleep(Math.min(LONGEST_RETRY_MS, 500 * 2 ** attempt), undefined, { signal });
    }
  }
}
