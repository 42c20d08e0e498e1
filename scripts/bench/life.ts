import { createCentre } from '../simulation/centre.ts';
import type { SimulatedEvent } from '../simulation/event.ts';
import { demoProfile, type QueueProfile } from '../simulation/profile.ts';

const HOUR_MS = 3_600_000;

/**
 * What a busy centre of about a thousand agents reported in the hours until now, in order of time: sign-ins, calls,
 * chats, holds, transfers, wrap-up, surveys, tickets.
 */
export function lifeUntil(
  now: number,
  hours: number,
  seed: number,
  queues: readonly QueueProfile[] = demoProfile.queues,
): SimulatedEvent[] {
  const centre = createCentre({
    seed,
    startedAt: now - hours * HOUR_MS,
    endsAt: now,
    timeZone: 'UTC',
    callsPerHour: 3_000,
    queues,
  });
  const events: SimulatedEvent[] = [];
  for (const event of centre) {
    if (Date.parse(event.time) > now) break;
    events.push(event);
  }
  return events;
}

/** Events as the bodies of batches. */
export function batchesOf(events: readonly SimulatedEvent[], size: number): Buffer[] {
  const bodies: Buffer[] = [];
  for (let from = 0; from < events.length; from += size) {
    bodies.push(Buffer.from(JSON.stringify(events.slice(from, from + size))));
  }
  return bodies;
}
