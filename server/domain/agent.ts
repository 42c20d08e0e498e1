import type { Facts } from './cells.ts';
import { add, type Contribution } from './cells.ts';
import { type AgentEvent, compareEvents } from './event.ts';
import type { AgentState } from './event-data.ts';
import { busyOf, type Leg } from './leg.ts';
import { prorate } from './time.ts';

/** An agent's timeline is kept in chunks, so that one event rewrites minutes of it and not a career. */
export const CHUNK_MS = 15 * 60_000;
export const chunkOf = (at: number): number => Math.floor(at / CHUNK_MS) * CHUNK_MS;

/** A moment at which a leg begins or ends to keep its agent busy (+1, -1) or has the customer on hold. */
export type BusyMark = readonly [at: number, busy: number, onHold: number];

/** What is true of an agent at a moment: the state they or their system reported, and the legs they are on. */
export type AgentMoment = {
  readonly state: AgentState | null;
  readonly since: number | null;
  readonly reason: string | null;
  readonly name: string | null;
  readonly team: string | null;
  readonly queues: readonly string[];
  readonly busy: number;
  readonly onHold: number;
  readonly busySince: number | null;
  /** The last moment at which anything changed. */
  readonly markedAt: number | null;
};

export const unknownMoment: AgentMoment = {
  state: null,
  since: null,
  reason: null,
  name: null,
  team: null,
  queues: [],
  busy: 0,
  onHold: 0,
  busySince: null,
  markedAt: null,
};

/** Fifteen minutes of an agent: what changed in them, and what was true when they began. */
export type AgentChunk = {
  readonly startedAt: number;
  readonly events: readonly AgentEvent[];
  /** Marks of each leg within this chunk, with the version of the contact's timeline that told them. */
  readonly legs: Readonly<Record<string, { readonly version: number; readonly marks: readonly BusyMark[] }>>;
  readonly carry: AgentMoment;
};

/** The marks of a leg, by chunk. */
export function marksOf(leg: Leg): Map<number, BusyMark[]> {
  const marks = new Map<number, BusyMark[]>();
  const put = (mark: BusyMark) => {
    const chunk = chunkOf(mark[0]);
    const list = marks.get(chunk) ?? [];
    list.push(mark);
    marks.set(chunk, list);
  };
  for (const [from, to] of busyOf(leg)) {
    if (to === from) continue;
    put([from, 1, 0]);
    if (to !== null) put([to, -1, 0]);
  }
  if (leg.unknown) return marks;
  for (const [from, to] of leg.holds) {
    put([from, 0, 1]);
    put([to, 0, -1]);
  }
  return marks;
}

type Step = { readonly at: number; readonly apply: (moment: AgentMoment) => AgentMoment };

/** Walks a chunk from its carry: what it adds to the sums, and what is true after its last mark (A1). */
export function readChunk(
  agent: string,
  chunk: AgentChunk,
  unknownAfterMs: number,
): { contribution: Contribution; end: AgentMoment } {
  const contribution: Contribution = {};
  let moment = chunk.carry;
  for (const step of stepsOf(chunk)) {
    const from = moment.markedAt;
    // Nobody is in one state for that long: the end was lost, so the stretch is left out (L5).
    if (from !== null && step.at - from < unknownAfterMs)
      addStretch(contribution, agent, moment, from, step.at);
    moment = { ...step.apply(moment), markedAt: step.at };
  }
  return { contribution, end: moment };
}

function stepsOf(chunk: AgentChunk): Step[] {
  const events = [...chunk.events].sort(compareEvents).map(
    (event): Step => ({
      at: event.at,
      apply: (moment) => ({
        ...moment,
        state: event.data.state,
        since:
          moment.state === event.data.state && moment.reason === (event.data.reason ?? null)
            ? moment.since
            : event.at,
        reason: event.data.reason ?? null,
        name: event.data.name ?? moment.name,
        team: event.data.team ?? moment.team,
        queues: event.data.queues ?? moment.queues,
      }),
    }),
  );
  const marks = Object.values(chunk.legs)
    .flatMap(({ marks }) => marks)
    // Beginnings before ends, so that a hand-over within one moment is no break.
    .sort((a, b) => a[0] - b[0] || b[1] - a[1])
    .map(
      ([at, busy, onHold]): Step => ({
        at,
        apply: (moment) => {
          const next = moment.busy + busy;
          const busySince = next > 0 ? (moment.busy > 0 ? moment.busySince : at) : null;
          return { ...moment, busy: next, onHold: moment.onHold + onHold, busySince };
        },
      }),
    );
  // A stable sort: at one moment the legs come first, then what was reported.
  return [...marks, ...events].sort((a, b) => a.at - b.at);
}

function addStretch(to: Contribution, agent: string, moment: AgentMoment, from: number, until: number): void {
  const fact = activityOf(moment);
  if (!fact || until <= from) return;
  const of = { queue: '', channel: '', direction: '', team: moment.team ?? '', agent };
  for (const [slot, ms] of prorate(from, until)) add(to, slot, of, { [fact]: ms } satisfies Facts);
}

/** Which time an agent spends: only of those whose presence is known; ringing is neither idle nor handling. */
export function activityOf(moment: AgentMoment): 'availableMs' | 'handlingMs' | 'pausedMs' | null {
  if (moment.state === null || moment.state === 'offline') return null;
  if (moment.busy > 0) return 'handlingMs';
  switch (moment.state) {
    case 'talking':
    case 'hold':
    case 'wrapup':
      return 'handlingMs';
    case 'available':
      return 'availableMs';
    case 'paused':
      return 'pausedMs';
    case 'ringing':
      return null;
  }
}

/** The state to show now and since when: being on a contact outweighs what was reported, except for offline. */
export function shownState(moment: AgentMoment): { state: AgentState | null; since: number | null } {
  if (moment.busy > 0 && moment.state !== 'offline') {
    if (moment.state === 'hold' || moment.onHold >= moment.busy)
      return { state: 'hold', since: moment.busySince };
    return { state: moment.state === 'wrapup' ? 'wrapup' : 'talking', since: moment.busySince };
  }
  return { state: moment.state, since: moment.since };
}
