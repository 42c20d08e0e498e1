import { type Definitions, shortLimitOf, thresholdOf } from './definitions.ts';
import type { ContactEvent } from './event.ts';
import type { Channel, Direction, LeaveReason } from './event-data.ts';
import { differing, type Leg, type LegEvent, readLeg } from './leg.ts';

/** One pass of a contact through one queue. Times in ms since 1970 UTC, lengths in ms; `null` is not known. */
export type Segment = {
  readonly segmentId: string;
  readonly queue: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly team: string;
  readonly offeredAt: number;
  readonly outcome: 'waiting' | 'answered' | 'abandoned' | 'flowedOut';
  /** When waiting ended; `null` while it goes on. */
  readonly exitAt: number | null;
  readonly waitMs: number | null;
  readonly reason: LeaveReason | null;
  /** Who answered, or empty. */
  readonly answeredBy: string;
  /** Closed because no end arrived (L5). */
  readonly unknown: boolean;
  /** An abandon within the short limit. */
  readonly short: boolean;
  /** Whether waiting ended within the threshold, however it ended. */
  readonly inTime: boolean;
  /** The service level's judgement and its deciding moment; `null` while open or when it is not judged. */
  readonly judged: { readonly hit: boolean; readonly at: number } | null;
  /** When the judgement falls if nothing happens before: the caller looks again then. */
  readonly dueAt: number | null;
  readonly legs: readonly Leg[];
  /** Sources whose own wait differs by more than a second from that between their times. */
  readonly differing: readonly string[];
};

type Exit = {
  readonly outcome: 'answered' | 'abandoned' | 'flowedOut';
  readonly at: number;
  readonly waitMs: number | undefined;
  readonly reason: LeaveReason | null;
  readonly agent: string;
  readonly unknown: boolean;
  readonly source: string;
};

export function readSegment(
  draft: { readonly segmentId: string; readonly queue: string; readonly events: readonly ContactEvent[] },
  defaults: { readonly channel: Channel; readonly direction: Direction; readonly team: string },
  definitions: Definitions,
  now: number,
): Segment {
  const { events, segmentId, queue } = draft;
  const offered = events.find((event) => event.type === 'contact.offered');
  const told = (offered ?? events[0])?.data;
  const legs = legsOf(segmentId, events, { now, unknownAfterMs: definitions.unknownAfterMs });
  const firstAt = events[0]?.at ?? 0;
  let exit = exitOf(events, legs);
  // Whatever is known of a segment implies that it was offered, so that conservation holds at any moment (L2).
  const offeredAt = offered?.at ?? (exit ? exit.at - (exit.waitMs ?? 0) : firstAt);
  const expiresAt = offeredAt + definitions.unknownAfterMs;
  if (!exit && expiresAt <= now) {
    const closed = { waitMs: undefined, reason: 'system', agent: '', unknown: true, source: '' } as const;
    exit = { outcome: 'flowedOut', at: expiresAt, ...closed };
  }
  const waitMs = exit ? waitOf(exit, offeredAt, offered !== undefined) : null;
  const short =
    exit?.outcome === 'abandoned' && waitMs !== null && waitMs <= shortLimitOf(definitions, queue);
  const thresholdMs = thresholdOf(definitions, queue);
  const verdict = judge({
    exit,
    waitMs,
    short,
    offeredAt,
    thresholdMs,
    now,
  });
  return {
    segmentId,
    queue,
    channel: told?.channel ?? defaults.channel,
    direction: told?.direction ?? defaults.direction,
    team: told?.team ?? defaults.team,
    offeredAt,
    outcome: exit?.outcome ?? 'waiting',
    exitAt: exit?.at ?? null,
    waitMs,
    reason: exit?.reason ?? null,
    answeredBy: exit?.agent ?? '',
    unknown: exit?.unknown ?? false,
    short,
    inTime: waitMs !== null && waitMs <= thresholdMs,
    judged: verdict.judged,
    dueAt: verdict.dueAt ?? (exit ? null : expiresAt),
    legs,
    differing:
      exit?.waitMs !== undefined && offered ? differing(exit.source, exit.waitMs, exit.at - offered.at) : [],
  };
}

/** The source's own wait wins; a wait that can't be known (no entry, no length) is `null`. */
function waitOf(exit: Exit, offeredAt: number, hasEntry: boolean): number | null {
  if (exit.unknown) return null;
  if (exit.waitMs !== undefined) return exit.waitMs;
  return hasEntry ? Math.max(0, exit.at - offeredAt) : null;
}

/** What ended the waiting: the first of the events that can. */
function exitOf(events: readonly ContactEvent[], legs: readonly Leg[]): Exit | null {
  for (const event of events) {
    const unknown = event.data.attributes?.closed === 'unknown';
    const none = { reason: null, agent: '', unknown, source: event.source };
    switch (event.type) {
      case 'contact.answered':
        return {
          ...none,
          outcome: 'answered',
          at: event.at,
          waitMs: event.data.waitMs,
          agent: event.data.agent,
        };
      case 'contact.abandoned':
        return { ...none, outcome: 'abandoned', at: event.at, waitMs: event.data.waitMs };
      case 'contact.left':
        if (unknown && hasRealExit(events)) break;
        return {
          ...none,
          outcome: 'flowedOut',
          at: event.at,
          waitMs: event.data.waitMs,
          reason: event.data.reason,
        };
      case 'contact.ended':
        if (event.data.agent !== undefined || legs.length > 0) break;
        if (unknown && hasRealExit(events)) break;
        return event.data.endedBy === 'customer'
          ? { ...none, outcome: 'abandoned', at: event.at, waitMs: undefined }
          : { ...none, outcome: 'flowedOut', at: event.at, waitMs: undefined, reason: 'system' };
      default:
        break;
    }
  }
  return impliedAnswer(legs);
}

const realExits = new Set(['contact.answered', 'contact.abandoned', 'contact.left']);
const hasRealExit = (events: readonly ContactEvent[]): boolean =>
  events.some((event) => realExits.has(event.type) && event.data.attributes?.closed !== 'unknown');

/** A leg without an answer was answered all the same; when and after which wait, nobody said. */
function impliedAnswer(legs: readonly Leg[]): Exit | null {
  const leg = legs[0];
  if (!leg) return null;
  const at = leg.answeredAt ?? leg.endedAt;
  if (at === null) return null;
  return {
    outcome: 'answered',
    at,
    waitMs: undefined,
    reason: null,
    agent: leg.agent,
    unknown: false,
    source: '',
  };
}

/** One judgement for each segment, at its deciding moment (`serviceLevel` of the catalogue). */
function judge(of: {
  exit: Exit | null;
  waitMs: number | null;
  short: boolean;
  offeredAt: number;
  thresholdMs: number;
  now: number;
}): { judged: Segment['judged']; dueAt: number | null } {
  const { exit, waitMs, short, offeredAt, thresholdMs, now } = of;
  const decidedAt = offeredAt + thresholdMs;
  if (!exit) {
    // Still waiting: a miss from the moment at which the threshold has passed.
    if (decidedAt < now) return { judged: { hit: false, at: decidedAt }, dueAt: null };
    return { judged: null, dueAt: decidedAt + 1 };
  }
  const waited = exit.unknown ? exit.at - offeredAt : waitMs;
  if (waited === null || short) return { judged: null, dueAt: null };
  if (waited > thresholdMs) return { judged: { hit: false, at: Math.min(decidedAt, exit.at) }, dueAt: null };
  if (exit.unknown) return { judged: null, dueAt: null };
  if (exit.outcome === 'answered') return { judged: { hit: true, at: exit.at }, dueAt: null };
  if (exit.outcome === 'abandoned') return { judged: { hit: false, at: exit.at }, dueAt: null };
  return { judged: null, dueAt: null };
}

function legsOf(
  segmentId: string,
  events: readonly ContactEvent[],
  at: { now: number; unknownAfterMs: number },
): Leg[] {
  const groups = new Map<string, { agent: string; events: LegEvent[] }>();
  let current: string | undefined;
  for (const event of events) {
    if (!isLegEvent(event)) continue;
    const agent = event.data.agent;
    const legId = event.data.legId ?? (agent === undefined ? current : `${segmentId}/${agent}`);
    if (legId === undefined) continue;
    const group = groups.get(legId) ?? { agent: agent ?? '', events: [] };
    group.agent ||= agent ?? '';
    group.events.push(event);
    groups.set(legId, group);
    if (event.type === 'contact.answered') current = legId;
  }
  return [...groups].map(([legId, group]) => readLeg(legId, group.agent, group.events, at));
}

const legTypes = new Set<string>([
  'contact.answered',
  'contact.held',
  'contact.resumed',
  'contact.transferred',
  'contact.ended',
  'contact.wrapped',
] satisfies LegEvent['type'][]);
const isLegEvent = (event: ContactEvent): event is LegEvent => legTypes.has(event.type);
