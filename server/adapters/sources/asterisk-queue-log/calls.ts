/** An agent's handling of a round: who, since when, and until when (`null` while it goes on). Seconds. */
export type Leg = { readonly agent: string; readonly at: number; until: number | null };

/** One pass of a call through one queue. */
export type Round = {
  /** When it entered. */
  at: number;
  /** Its entry was never read: the moment is what other lines imply. */
  assumed: boolean;
  /** Left unanswered. */
  left: boolean;
  customer: string | null;
  readonly legs: Leg[];
};

export type Call = {
  /** The last moment at which anything was read of it: it is forgotten a day later. */
  last: number;
  /** In the order in which they became known; the first of a queue is the one that needs no id of its own. */
  readonly rounds: Map<string, Round[]>;
  /** The call that this one continues: an agent's consultation of another queue about it. */
  partOf: string | null;
  /** Calls that continue this one. */
  readonly parts: string[];
};

/** The last conversation of an agent. */
export type Talk = {
  readonly callId: string;
  readonly queue: string;
  readonly at: number;
  until: number | null;
};

export type Calls = {
  readonly byId: Map<string, Call>;
  readonly talks: Map<string, Talk>;
  prunedAt: number;
};

const FORGET_AFTER = 86_400;
const PRUNE_EVERY = 600;

export const emptyCalls = (): Calls => ({ byId: new Map(), talks: new Map(), prunedAt: 0 });

export function callOf(calls: Calls, callId: string, epoch: number): Call {
  let call = calls.byId.get(callId);
  // Whether or not it was pruned meanwhile: nothing may depend on when that happened.
  if (!call || epoch - call.last > FORGET_AFTER) {
    call = { last: epoch, rounds: new Map(), partOf: null, parts: [] };
    calls.byId.set(callId, call);
  }
  call.last = Math.max(call.last, epoch);
  return call;
}

/** Which call a line is really about: its own, the one that it continues, or a part that entered in its stead. */
export function ownerOf(calls: Calls, callId: string, queue: string): string {
  const call = calls.byId.get(callId);
  if (!call || call.rounds.has(queue)) return callId;
  if (call.partOf !== null) return call.partOf;
  return call.parts.find((part) => calls.byId.get(part)?.rounds.has(queue)) ?? callId;
}

/** The round that a line belongs to, by the entry that it implies: the nearest one, whatever order lines come in. */
export function roundOf(
  call: Call,
  queue: string,
  when: { readonly entered: number; readonly exact: boolean },
): Round {
  const rounds = roundsOf(call, queue);
  if (rounds.length === 0) rounds.push(newRound(when.entered, true));
  return when.exact
    ? nearest(rounds, when.entered)
    : (latest(rounds, when.entered) ?? nearest(rounds, when.entered));
}

/** The round that starts with an entry: the one known by it, or a new one. */
export function enteredRound(call: Call, queue: string, at: number): Round {
  const rounds = roundsOf(call, queue);
  const known = rounds.find((round) => round.at === at || (round.assumed && Math.abs(round.at - at) <= 1));
  if (known) {
    known.at = at;
    known.assumed = false;
    return known;
  }
  const round = newRound(at, false);
  rounds.push(round);
  return round;
}

function roundsOf(call: Call, queue: string): Round[] {
  let rounds = call.rounds.get(queue);
  if (!rounds) {
    rounds = [];
    call.rounds.set(queue, rounds);
  }
  return rounds;
}

const newRound = (at: number, assumed: boolean): Round => ({
  at,
  assumed,
  left: false,
  customer: null,
  legs: [],
});

export const isFirst = (call: Call, queue: string, round: Round): boolean =>
  call.rounds.get(queue)?.[0] === round;

/** The one closest to a moment; of two that are as close, the earlier. At least one is needed. */
export function nearest<T extends { readonly at: number }>(items: readonly T[], at: number): T {
  return items.reduce((best, item) => {
    const further = Math.abs(item.at - at) - Math.abs(best.at - at);
    return further < 0 || (further === 0 && item.at < best.at) ? item : best;
  });
}

function latest(rounds: readonly Round[], at: number): Round | null {
  return rounds.reduce<Round | null>(
    (best, round) => (round.at <= at && (!best || round.at > best.at) ? round : best),
    null,
  );
}

/** Forgets calls of which nothing was read for a day. */
export function prune(calls: Calls, epoch: number): void {
  if (Math.abs(epoch - calls.prunedAt) < PRUNE_EVERY) return;
  calls.prunedAt = epoch;
  const until = epoch - FORGET_AFTER;
  for (const [callId, call] of calls.byId) if (call.last < until) calls.byId.delete(callId);
  for (const [agent, talk] of calls.talks) if (talk.at < until) calls.talks.delete(agent);
}
