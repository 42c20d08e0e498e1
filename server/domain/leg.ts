import type { ContactEvent, EventsOf } from './event.ts';

/** One agent's handling of a segment. Times in ms since 1970 UTC, lengths in ms; `null` is not known. */
export type Leg = {
  readonly legId: string;
  readonly agent: string;
  readonly team: string;
  readonly answeredAt: number | null;
  /** When talk ended; `null` while it goes on. */
  readonly endedAt: number | null;
  /** When everything about it was done: the end of wrap-up, or of talk where none is reported. */
  readonly completedAt: number | null;
  readonly talkMs: number | null;
  readonly holdMs: number;
  readonly wrapupMs: number;
  readonly holds: readonly (readonly [from: number, to: number])[];
  readonly onHold: boolean;
  readonly transferred: boolean;
  /** Closed because no end arrived: left out of handling times (L5). */
  readonly unknown: boolean;
  readonly resolved: boolean | null;
  /** When an open leg is overdue. */
  readonly dueAt: number | null;
  /** Sources whose own length differs by more than a second from that between their times, once for each. */
  readonly differing: readonly string[];
};

export type LegEvent = EventsOf<
  | 'contact.answered'
  | 'contact.held'
  | 'contact.resumed'
  | 'contact.transferred'
  | 'contact.ended'
  | 'contact.wrapped'
>;

const isUnknownEnd = (event: ContactEvent): boolean => event.data.attributes?.closed === 'unknown';

/**
 * Reads the events of one leg, in their order. The source's own lengths win over differences of its times. A leg
 * whose end never came is closed at `now` once it is older than `unknownAfterMs`.
 */
export function readLeg(
  legId: string,
  agent: string,
  events: readonly LegEvent[],
  at: { readonly now: number; readonly unknownAfterMs: number },
): Leg {
  let answered: LegEvent | undefined;
  let end: EventsOf<'contact.ended' | 'contact.transferred'> | undefined;
  let wrapped: EventsOf<'contact.wrapped'> | undefined;
  let team = '';
  for (const event of events) {
    team ||= event.data.team ?? '';
    if (event.type === 'contact.answered') answered ??= event;
    else if (event.type === 'contact.ended' || event.type === 'contact.transferred') {
      // A real end wins over one that was only assumed, whichever came first.
      if (!end || (isUnknownEnd(end) && !isUnknownEnd(event))) end = event;
    } else if (event.type === 'contact.wrapped') wrapped = event;
  }
  const talkSent = end?.data.talkMs;
  const holdSent = end?.data.holdMs;
  let endedAt = end?.at ?? (wrapped ? wrapped.at - (wrapped.data.wrapupMs ?? 0) : null);
  const answeredAt =
    answered?.at ??
    (endedAt !== null && talkSent !== undefined ? endedAt - talkSent - (holdSent ?? 0) : null);
  const startedAt = answeredAt ?? events[0]?.at ?? 0;
  const expired = endedAt === null && startedAt + at.unknownAfterMs <= at.now;
  if (expired) endedAt = startedAt + at.unknownAfterMs;

  const { holds, onHold } = holdsOf(events, endedAt);
  const holdMs = holdSent ?? holds.reduce((sum, [from, to]) => sum + to - from, 0);
  const talkMs =
    talkSent ?? (endedAt === null || answeredAt === null ? null : Math.max(0, endedAt - answeredAt - holdMs));
  const unknown =
    expired || (end !== undefined && isUnknownEnd(end) && !wrapped) || (endedAt !== null && talkMs === null);
  const wrapupMs = wrapped ? (wrapped.data.wrapupMs ?? Math.max(0, wrapped.at - (endedAt ?? wrapped.at))) : 0;
  return {
    legId,
    agent,
    team,
    answeredAt,
    endedAt,
    completedAt: endedAt === null ? null : Math.max(endedAt, wrapped?.at ?? endedAt),
    talkMs,
    holdMs,
    wrapupMs,
    holds,
    onHold: onHold && endedAt === null,
    transferred: events.some((event) => event.type === 'contact.transferred'),
    unknown,
    resolved: wrapped?.data.resolved ?? null,
    dueAt: endedAt === null ? startedAt + at.unknownAfterMs : null,
    differing: [
      ...(end && answered && talkSent !== undefined
        ? differing(end.source, talkSent + holdMs, end.at - answered.at)
        : []),
      ...(wrapped?.data.wrapupMs !== undefined && end
        ? differing(wrapped.source, wrapped.data.wrapupMs, wrapped.at - end.at)
        : []),
    ],
  };
}

/** The source, if the length that it sent can't be what lies between two times (K3). */
export const differing = (source: string, sentMs: number, betweenMs: number): string[] =>
  Math.abs(sentMs - betweenMs) > 1_000 ? [source] : [];

function holdsOf(events: readonly LegEvent[], endedAt: number | null) {
  const holds: [number, number][] = [];
  let heldAt: number | null = null;
  for (const event of events) {
    if (event.type === 'contact.held') heldAt ??= event.at;
    else if (event.type === 'contact.resumed' && heldAt !== null) {
      holds.push([heldAt, event.at]);
      heldAt = null;
    }
  }
  if (heldAt !== null && endedAt !== null && endedAt > heldAt) holds.push([heldAt, endedAt]);
  return { holds, onHold: heldAt !== null };
}

/** The stretches of time in which the leg kept its agent busy: talk with hold, then wrap-up. */
export function busyOf(leg: Leg): readonly (readonly [from: number, to: number | null])[] {
  if (leg.unknown) return [];
  const busy: (readonly [number, number | null])[] = [];
  if (leg.answeredAt !== null) busy.push([leg.answeredAt, leg.endedAt]);
  if (leg.endedAt !== null && leg.completedAt !== null && leg.wrapupMs > 0) {
    busy.push([leg.completedAt - leg.wrapupMs, leg.completedAt]);
  }
  return busy;
}
