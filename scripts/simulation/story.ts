import { createCentre } from './centre.ts';
import type { SimulatedEvent } from './event.ts';
import { createLocalClock } from './local-time.ts';
import { seedOf } from './random.ts';

export type StoryOptions = {
  readonly seed: number;
  readonly timeZone: string;
  readonly source?: string;
  readonly site?: string;
};

/**
 * The local day of a moment: all that begins on it, to its end. It follows from the seed and the date alone, with the
 * same people every day, so that any day can be told without the days before it.
 */
export function createDay(options: StoryOptions, at: number): Generator<SimulatedEvent, void> {
  const clock = createLocalClock(options.timeZone);
  return createCentre({
    ...options,
    seed: seedOf(options.seed, clock.date(at)),
    people: options.seed,
    startedAt: clock.midnight(at),
    endsAt: clock.midnight(at, 1),
  });
}

type Day = { readonly events: Iterator<SimulatedEvent, void>; head: SimulatedEvent; at: number };

/** Day after day from the local day of `from`, for ever, in order of time. */
export function* createStory(options: StoryOptions, from: number): Generator<SimulatedEvent, never> {
  const clock = createLocalClock(options.timeZone);
  const open: Day[] = [];
  let midnight = clock.midnight(from);
  for (;;) {
    let next = open[0];
    for (const day of open) if (next === undefined || day.at < next.at) next = day;
    if (next === undefined || midnight <= next.at) {
      const events = createDay(options, midnight);
      const { done, value } = events.next();
      if (!done) open.push({ events, head: value, at: Date.parse(value.time) });
      midnight = clock.midnight(midnight, 1);
      continue;
    }
    yield next.head;
    const { done, value } = next.events.next();
    if (done) open.splice(open.indexOf(next), 1);
    else Object.assign(next, { head: value, at: Date.parse(value.time) });
  }
}
