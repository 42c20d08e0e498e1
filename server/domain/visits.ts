import { add, type Contribution, type Dimensions } from './cells.ts';
import type { Contact } from './contact.ts';
import type { Visit } from './customer.ts';
import { DAY_MS } from './time.ts';

export const FCR_WINDOW_MS = 7 * DAY_MS;
const repeatWindows = [
  ['repeats1d', DAY_MS],
  ['repeats7d', 7 * DAY_MS],
  ['repeats30d', 30 * DAY_MS],
] as const;

/** What a contact comes to in its customer's timeline; `version` is that of the contact's timeline. */
export function visitOf(contact: Contact, version: number): Visit {
  const legs = contact.segments.flatMap(({ legs }) => legs);
  const sum = (of: (leg: (typeof legs)[number]) => number) => legs.reduce((total, leg) => total + of(leg), 0);
  const { lastSegment, lastLeg } = contact;
  return {
    contactId: contact.contactId,
    version,
    startedAt: contact.startedAt,
    endedAt: contact.endedAt,
    queue: lastSegment.queue,
    channel: lastSegment.channel,
    direction: lastSegment.direction,
    team: lastLeg?.team || lastSegment.team,
    agent: lastLeg?.agent ?? '',
    intent: contact.intent,
    outcome: outcomeOf(contact),
    resolved: resolutionOf(contact),
    waitMs: contact.segments.reduce((total, { waitMs }) => total + (waitMs ?? 0), 0),
    talkMs: sum(({ talkMs }) => talkMs ?? 0),
    holdMs: sum(({ holdMs }) => holdMs),
    transfers: sum(({ transferred }) => (transferred ? 1 : 0)),
    agents: new Set(legs.map(({ agent }) => agent)).size,
  };
}

function outcomeOf(contact: Contact): Visit['outcome'] {
  if (contact.endedAt === null) return 'open';
  const legs = contact.segments.flatMap(({ legs }) => legs);
  if (legs.some(({ unknown }) => !unknown)) return 'handled';
  if (legs.length > 0) return 'unknown';
  return contact.segments.at(-1)?.outcome === 'abandoned' ? 'abandoned' : 'flowedOut';
}

/** The last word of an agent about whether it was resolved. */
function resolutionOf(contact: Contact): boolean | null {
  let resolved: boolean | null = null;
  let at = Number.NEGATIVE_INFINITY;
  for (const { legs } of contact.segments) {
    for (const leg of legs) {
      if (leg.resolved !== null && (leg.completedAt ?? 0) >= at) {
        resolved = leg.resolved;
        at = leg.completedAt ?? 0;
      }
    }
  }
  return resolved;
}

/**
 * What a customer's contacts add to the sums (`fcr`, `repeatRate`). A later contact takes the credit back from the
 * earlier one in the earlier one's interval, whenever it arrives. Visits in any order.
 */
export function addVisits(to: Contribution, visits: readonly Visit[]): void {
  const ordered = visits.toSorted(
    (a, b) => a.startedAt - b.startedAt || (a.contactId < b.contactId ? -1 : 1),
  );
  ordered.forEach((visit, index) => {
    const before = ordered[index - 1];
    const gap = before ? visit.startedAt - before.startedAt : Number.POSITIVE_INFINITY;
    const repeats = Object.fromEntries(repeatWindows.map(([fact, window]) => [fact, gap <= window ? 1 : 0]));
    add(to, visit.startedAt, { ...groupOf(visit), agent: '' }, { knownContacts: 1, ...repeats });
    if (visit.outcome !== 'handled' || visit.endedAt === null) return;
    const resolved = visit.resolved !== false && !isFollowed(visit, ordered, index);
    add(to, visit.endedAt, groupOf(visit), { handledContacts: 1, resolvedFirst: resolved ? 1 : 0 });
  });
}

/** Whether the customer came back within the window, about the same matter when both contacts name one. */
function isFollowed(visit: Visit, ordered: readonly Visit[], index: number): boolean {
  const until = (visit.endedAt ?? visit.startedAt) + FCR_WINDOW_MS;
  for (let next = index + 1; next < ordered.length; next += 1) {
    const later = ordered[next]!;
    if (later.startedAt > until) return false;
    if (visit.intent === null || later.intent === null || visit.intent === later.intent) return true;
  }
  return false;
}

const groupOf = ({ queue, channel, direction, team, agent }: Visit): Dimensions => ({
  queue,
  channel,
  direction,
  team,
  agent,
});
