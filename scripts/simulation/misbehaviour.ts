import type { SimulatedEvent } from './event.ts';
import { createRandom, type Random, seedOf } from './random.ts';

const MINUTE_MS = 60_000;
const SHUFFLE_WINDOW = 2_000;

/** How a bad line treats the events of a good centre. Probabilities are per event. */
export type Misbehaviour = {
  readonly seed: number;
  /** Delivered twice, the second time a little later. */
  readonly duplicates?: number;
  /** Delivered in no order at all within a window of some thousand events. */
  readonly shuffle?: boolean;
  /** Delivered minutes to hours after it happened. */
  readonly late?: number;
  /** For events that end a segment or a leg: never delivered. */
  readonly lostEnds?: number;
};

const ends: ReadonlySet<string> = new Set([
  'contact.ended',
  'contact.wrapped',
  'contact.abandoned',
  'contact.left',
  'contact.transferred',
]);

/** The same events as a bad line delivers them. The same seed misbehaves alike. */
export function misbehave(
  events: Iterable<SimulatedEvent>,
  { seed, duplicates = 0, shuffle = false, late = 0, lostEnds = 0 }: Misbehaviour,
): Iterable<SimulatedEvent> {
  const random = createRandom(seedOf('misbehaviour', seed));
  let delivered = events;
  if (lostEnds > 0) delivered = loseEnds(delivered, lostEnds, random);
  if (late > 0 || duplicates > 0) delivered = delay(delivered, late, duplicates, random);
  if (shuffle) delivered = mix(delivered, random);
  return delivered;
}

function* loseEnds(events: Iterable<SimulatedEvent>, probability: number, random: Random) {
  for (const event of events) if (!ends.has(event.type) || !random.chance(probability)) yield event;
}

function* delay(events: Iterable<SimulatedEvent>, late: number, duplicates: number, random: Random) {
  // In order of their due time, soonest last: few are held at once, and most go in near the front.
  const held: { dueAt: number; event: SimulatedEvent }[] = [];
  const hold = (event: SimulatedEvent, ms: number) => {
    const dueAt = Date.parse(event.time) + ms;
    let place = held.length;
    while (place > 0 && (held[place - 1]?.dueAt ?? 0) < dueAt) place--;
    held.splice(place, 0, { dueAt, event });
  };
  for (const event of events) {
    const at = Date.parse(event.time);
    for (let due = held.at(-1); due !== undefined && due.dueAt <= at; due = held.at(-1)) {
      held.pop();
      yield due.event;
    }
    if (random.chance(duplicates)) hold(event, random.exponential(MINUTE_MS));
    if (random.chance(late)) hold(event, MINUTE_MS + random.exponential(25 * MINUTE_MS));
    else yield event;
  }
  for (const { event } of held.reverse()) yield event;
}

function* mix(events: Iterable<SimulatedEvent>, random: Random) {
  const window: SimulatedEvent[] = [];
  const take = () => {
    const place = random.below(window.length);
    const [event] = window.splice(place, 1, window.at(-1) as SimulatedEvent);
    window.pop();
    return event as SimulatedEvent;
  };
  for (const event of events) {
    window.push(event);
    if (window.length > SHUFFLE_WINDOW) yield take();
  }
  while (window.length > 0) yield take();
}
