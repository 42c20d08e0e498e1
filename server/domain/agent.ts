import { add, type Contribution, type Dimensions, type Facts } from './cells.ts';
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

/** A moment under construction: a chunk is walked at every event, so no step makes a new object of it. */
type Walk = { -readonly [K in keyof AgentMoment]: AgentMoment[K] };
type Step = { readonly at: number; readonly change: AgentEvent | BusyMark };

/** Walks a chunk from its carry: what it adds to the sums, and what is true after its last mark (A1). */
export function readChunk(
  agent: string,
  chunk: AgentChunk,
  unknownAfterMs: number,
): { contribution: Contribution; end: AgentMoment } {
  const contribution: Contribution = {};
  const moment: Walk = { ...chunk.carry };
  let of = groupOf(agent, moment.team);
  for (const { at, change } of stepsOf(chunk)) {
    const from = moment.markedAt;
    // Nobody is in one state for that long: the end was lost, so the stretch is left out (L5).
    if (from !== null && at - from < unknownAfterMs) addStretch(contribution, of, moment, from, at);
    if ('data' in change) report(moment, change);
    else mark(moment, change);
    moment.markedAt = at;
    if (of.team !== (moment.team ?? '')) of = groupOf(agent, moment.team);
  }
  return { contribution, end: moment };
}

function stepsOf(chunk: AgentChunk): Step[] {
  const steps: Step[] = [];
  for (const { marks } of Object.values(chunk.legs)) {
    for (const change of marks) steps.push({ at: change[0], change });
  }
  // Beginnings before ends, so that a hand-over within one moment is no break.
  steps.sort((a, b) => a.at - b.at || (b.change as BusyMark)[1] - (a.change as BusyMark)[1]);
  for (const change of [...chunk.events].sort(compareEvents)) steps.push({ at: change.at, change });
  // A stable sort: at one moment the legs come first, then what was reported.
  return steps.sort((a, b) => a.at - b.at);
}

function report(moment: Walk, { at, data }: AgentEvent): void {
  const reason = data.reason ?? null;
  if (moment.state !== data.state || moment.reason !== reason) moment.since = at;
  moment.state = data.state;
  moment.reason = reason;
  moment.name = data.name ?? moment.name;
  moment.team = data.team ?? moment.team;
  moment.queues = data.queues ?? moment.queues;
}

function mark(moment: Walk, [at, busy, onHold]: BusyMark): void {
  const next = moment.busy + busy;
  if (next <= 0) moment.busySince = null;
  else if (moment.busy <= 0) moment.busySince = at;
  moment.busy = next;
  moment.onHold += onHold;
}

const groupOf = (agent: string, team: string | null): Dimensions => ({
  queue: '',
  channel: '',
  direction: '',
  team: team ?? '',
  agent,
});

function addStretch(
  to: Contribution,
  of: Dimensions,
  moment: AgentMoment,
  from: number,
  until: number,
): void {
  const fact = activityOf(moment);
  if (!fact || until <= from) return;
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
