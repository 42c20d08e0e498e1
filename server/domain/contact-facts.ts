import { add, type Contribution, type Dimensions } from './cells.ts';
import type { Contact } from './contact.ts';
import type { Segment } from './segment.ts';

/** What a contact adds to the sums: its segments at their own moments, its legs when they complete. */
export function addContact(to: Contribution, contact: Contact): void {
  for (const segment of contact.segments) {
    addSegment(to, segment);
    for (const leg of segment.legs) {
      if (leg.completedAt === null) continue;
      const of = { ...dimensionsOf(segment), team: leg.team || segment.team, agent: leg.agent };
      if (leg.unknown) {
        add(to, leg.completedAt, { ...of, agent: '' }, { unknownEnds: 1 });
        continue;
      }
      add(to, leg.completedAt, of, {
        legs: 1,
        talkMs: leg.talkMs ?? 0,
        holdMs: leg.holdMs,
        wrapupMs: leg.wrapupMs,
        transferred: leg.transferred ? 1 : 0,
      });
    }
  }
}

export const dimensionsOf = ({ queue, channel, direction, team }: Segment): Dimensions => ({
  queue,
  channel,
  direction,
  team,
  agent: '',
});

function addSegment(to: Contribution, segment: Segment): void {
  const of = dimensionsOf(segment);
  add(to, segment.offeredAt, of, { offered: 1 });
  if (segment.judged) {
    add(to, segment.judged.at, of, segment.judged.hit ? { serviceHits: 1 } : { serviceMisses: 1 });
  }
  if (segment.exitAt === null) return;
  const known = segment.waitMs !== null;
  const waitMs = segment.waitMs ?? 0;
  switch (segment.outcome) {
    case 'answered': {
      const answered = { answered: 1, answeredWait: known ? 1 : 0, answeredWaitMs: waitMs };
      add(to, segment.exitAt, { ...of, agent: segment.answeredBy }, answered);
      break;
    }
    case 'abandoned': {
      const counted = known && !segment.short;
      add(to, segment.exitAt, of, {
        abandoned: 1,
        shortAbandoned: segment.short ? 1 : 0,
        abandonedInTime: segment.inTime && !segment.short ? 1 : 0,
        shortAbandonedWaitMs: segment.short ? waitMs : 0,
        abandonedWait: counted ? 1 : 0,
        abandonedWaitMs: counted ? waitMs : 0,
      });
      break;
    }
    case 'flowedOut':
      add(to, segment.exitAt, of, {
        flowedOut: 1,
        flowedOutWaitMs: waitMs,
        flowedOutInTime: segment.inTime ? 1 : 0,
        unknownEnds: segment.unknown ? 1 : 0,
      });
      break;
    case 'waiting':
      break;
  }
}
