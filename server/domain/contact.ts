import type { Definitions } from './definitions.ts';
import { type ContactEvent, compareEvents } from './event.ts';
import type { Channel, Direction } from './event-data.ts';
import type { Leg } from './leg.ts';
import { readSegment, type Segment } from './segment.ts';

/** One customer's journey as its events tell it so far. */
export type Contact = {
  readonly contactId: string;
  readonly site: string;
  readonly customer: string | null;
  readonly intent: string | null;
  readonly startedAt: number;
  /** `null` while something of it still waits or talks. */
  readonly endedAt: number | null;
  /** In the order of their entry. */
  readonly segments: readonly Segment[];
  readonly lastLeg: Leg | null;
  /** The segment of `lastLeg`, or the last one. */
  readonly lastSegment: Segment;
};

/** Where a contact starts when its source has not yet told: filled in by the first event that does. */
type Draft = { segmentId: string; queue: string; events: ContactEvent[] };

/**
 * Reads the events of one contact, given in any order (T1). `now` decides only whether a threshold has passed and
 * whether an end is overdue. At least one event is needed.
 */
export function readContact(events: readonly ContactEvent[], definitions: Definitions, now: number): Contact {
  const ordered = [...events].sort(compareEvents);
  const first = ordered[0];
  if (!first) throw new Error('a contact has at least one event');
  const drafts = draftsOf(first.data.contactId, ordered);
  const defaults = {
    channel: firstOf(ordered, (event) => event.data.channel) ?? ('voice' satisfies Channel),
    direction: firstOf(ordered, (event) => event.data.direction) ?? ('inbound' satisfies Direction),
    team: firstOf(ordered, (event) => event.data.team) ?? '',
  };
  const segments = drafts
    .map((draft) => readSegment(draft, defaults, definitions, now))
    .sort((a, b) => a.offeredAt - b.offeredAt || (a.segmentId < b.segmentId ? -1 : 1));
  const last = segments.at(-1)!;
  const owner = lastHandled(segments);
  const lastSegment = owner?.segment ?? last;
  return {
    contactId: first.data.contactId,
    site: first.site,
    customer: firstOf(ordered, (event) => event.data.customer) ?? null,
    intent: firstOf(ordered, (event) => event.data.intent) ?? null,
    startedAt: segments[0]!.offeredAt,
    endedAt: endOf(segments),
    segments,
    lastLeg: owner?.leg ?? null,
    lastSegment,
  };
}

/** Sorts events into segments: by the segment they name, by their queue, or else by what is going on. */
function draftsOf(contactId: string, ordered: readonly ContactEvent[]): Draft[] {
  const drafts = new Map<string, Draft>();
  const unplaced: ContactEvent[] = [];
  for (const event of ordered) {
    const { segmentId, queue } = event.data;
    const id = segmentId ?? (queue === undefined ? undefined : `${contactId}/${queue}`);
    if (id === undefined) {
      unplaced.push(event);
      continue;
    }
    const draft = drafts.get(id) ?? { segmentId: id, queue: '', events: [] };
    draft.queue ||= queue ?? '';
    draft.events.push(event);
    drafts.set(id, draft);
  }
  for (const event of unplaced) {
    const draft = placeOf(event, [...drafts.values()]);
    if (draft) draft.events.push(event);
    else drafts.set(`${contactId}/`, { segmentId: `${contactId}/`, queue: '', events: [event] });
  }
  for (const draft of drafts.values()) draft.events.sort(compareEvents);
  return [...drafts.values()];
}

/** The segment of an event without one: where its agent spoke last before it, else the one entered last before it (T6). */
function placeOf(event: ContactEvent, drafts: readonly Draft[]): Draft | undefined {
  const started = drafts.filter((draft) => compareEvents(draft.events[0]!, event) <= 0);
  const candidates = (started.length > 0 ? started : drafts).toSorted((a, b) =>
    compareEvents(b.events[0]!, a.events[0]!),
  );
  const agent = 'agent' in event.data ? event.data.agent : undefined;
  const spoke = candidates.find((draft) =>
    draft.events.some(
      (other) =>
        other.type === 'contact.answered' && other.data.agent === agent && compareEvents(other, event) <= 0,
    ),
  );
  return (agent === undefined ? undefined : spoke) ?? candidates[0];
}

function endOf(segments: readonly Segment[]): number | null {
  let endedAt = 0;
  for (const segment of segments) {
    if (segment.exitAt === null) return null;
    endedAt = Math.max(endedAt, segment.exitAt);
    for (const leg of segment.legs) {
      if (leg.endedAt === null) return null;
      endedAt = Math.max(endedAt, leg.endedAt);
    }
  }
  return endedAt;
}

function lastHandled(segments: readonly Segment[]): { segment: Segment; leg: Leg } | null {
  let found: { segment: Segment; leg: Leg } | null = null;
  const startOf = (leg: Leg) => leg.answeredAt ?? leg.endedAt ?? 0;
  for (const segment of segments) {
    for (const leg of segment.legs) {
      if (!found || startOf(leg) >= startOf(found.leg)) found = { segment, leg };
    }
  }
  return found;
}

export function firstOf<T, V>(items: readonly T[], pick: (item: T) => V | undefined): V | undefined {
  for (const item of items) {
    const value = pick(item);
    if (value !== undefined) return value;
  }
  return undefined;
}
