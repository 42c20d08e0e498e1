import type { EventType } from '#domain/event-data.ts';
import {
  type Call,
  type Calls,
  callOf,
  enteredRound,
  isFirst,
  nearest,
  ownerOf,
  type Round,
  roundOf,
} from './calls.ts';
import { type CloudEvent, cloudEvent } from './cloud-event.ts';
import { consultedCall, handedOverCall, join, takePlaces } from './consultations.ts';
import { customerOf, digest, isAgent, keyOf, nameOf } from './identity.ts';
import { type LogLine, secondsAt } from './read-line.ts';
import { timingOf } from './timing.ts';

/** What a source says once for all of its events. */
export type Saying = {
  readonly source: string;
  readonly site: string | undefined;
  /** The agent's name as the site knows it. */
  readonly agentOf: (written: string) => string;
};

/** Where in the memory a line belongs. */
export type Spot = {
  readonly callId: string;
  readonly call: Call;
  readonly queue: string;
  readonly round: Round;
};

const LONGEST_MS = 31 * 86_400_000;
export const msOf = (seconds: number | null): number | undefined =>
  seconds === null || seconds * 1_000 > LONGEST_MS ? undefined : seconds * 1_000;

/** Finds the round of a line that names a call, and the call that the line is really about. */
export function spotOf(calls: Calls, line: LogLine): Spot {
  const { queue, epoch } = line;
  const timing = timingOf(line);
  let callId = ownerOf(calls, line.callId, queue);
  if (line.row.does === 'enter') return enter(calls, line);
  if (line.row.does === 'transfer' && !calls.byId.get(callId)?.rounds.has(queue)) {
    const answeredAt = epoch - (timing.talk ?? 0);
    const handed = handedOverCall(calls, { agent: line.agent, queue, answeredAt });
    if (handed !== null) {
      join(calls, line.callId, handed, epoch);
      callId = handed;
    }
  }
  const call = callOf(calls, callId, epoch);
  return { callId, call, queue, round: roundOf(call, queue, timing) };
}

function enter(calls: Calls, line: LogLine): Spot {
  const { row, params, queue, epoch } = line;
  if (row.does !== 'enter') throw new Error(`an entry was expected, got ${line.event}`);
  const own = callOf(calls, line.callId, epoch);
  if (own.partOf === null && own.rounds.size === 0) {
    const number = params[row.caller]?.trim() ?? '';
    const name = row.callerName === undefined ? '' : (params[row.callerName]?.trim() ?? '');
    const consulted = consultedCall(calls, { number, name, callId: line.callId }, epoch);
    if (consulted !== null) join(calls, line.callId, consulted, epoch);
  }
  const callId = own.rounds.has(queue) ? line.callId : (own.partOf ?? line.callId);
  const call = callOf(calls, callId, epoch);
  const round = enteredRound(call, queue, epoch);
  if (callId === line.callId) round.customer = customerOf(params[row.caller]);
  return { callId, call, queue, round };
}

/** What every event of a round says; the first round of a call in a queue needs no id of its own. */
export function ofRound(saying: Saying, { callId, call, queue, round }: Spot): Record<string, unknown> {
  const segmentId = isFirst(call, queue, round) ? undefined : keyOf(`${callId}/${queue}/${round.at}`);
  return { contactId: keyOf(callId), queue: nameOf(queue), segmentId, site: saying.site };
}

/** The same for an agent's handling; an agent who answers one round twice handles it twice. */
export function ofLeg(
  saying: Saying,
  spot: Spot,
  agent: string,
  answeredAt: number | null,
): Record<string, unknown> {
  const name = nameOf(saying.agentOf(agent));
  const own = spot.round.legs.filter((leg) => leg.agent === agent);
  const leg = own.length === 0 || answeredAt === null ? own.at(-1) : nearest(own, answeredAt);
  const { callId, queue, round } = spot;
  const legId =
    leg === undefined || leg === own[0]
      ? undefined
      : keyOf(`${callId}/${queue}/${round.at}/${name}/${leg.at}`);
  return { ...ofRound(saying, spot), agent: name, legId };
}

/** The events of a line about a call. Notes in the memory what it changes; the same line again gives the same. */
export function eventsOfCall(calls: Calls, saying: Saying, line: LogLine): CloudEvent[] {
  const { row, params, epoch, agent } = line;
  if (!isAgent(agent) && row.does !== 'enter' && row.does !== 'abandon' && row.does !== 'leave') return [];
  const spot = spotOf(calls, line);
  const { round } = spot;
  const { wait, talk } = timingOf(line);
  const event = (type: EventType, data: Record<string, unknown>) => eventOf(saying, line, type, data);
  switch (row.does) {
    case 'enter': {
      const position = secondsAt(params, row.position) ?? undefined;
      return [event('contact.offered', { ...offerOf(saying, spot), position })];
    }
    case 'answer': {
      if (!round.legs.some((leg) => leg.agent === agent && leg.at === epoch)) {
        round.legs.push({ agent, at: epoch, until: null });
        const before = calls.talks.get(agent);
        if (!before || before.at <= epoch)
          calls.talks.set(agent, { callId: spot.callId, queue: line.queue, at: epoch, until: null });
      }
      return [event('contact.answered', { ...ofLeg(saying, spot, agent, epoch), waitMs: msOf(wait) })];
    }
    case 'end': {
      finish(calls, spot, line, talk);
      const leg = ofLeg(saying, spot, agent, talk === null ? null : epoch - talk);
      return [event('contact.ended', { ...leg, endedBy: row.endedBy, talkMs: msOf(talk) })];
    }
    case 'transfer': {
      finish(calls, spot, line, talk);
      const leg = ofLeg(saying, spot, agent, talk === null ? null : epoch - talk);
      const toNumber = nameOf(row.to === undefined ? '' : (params[row.to] ?? ''));
      const handed = event('contact.transferred', { ...leg, mode: row.mode, toNumber, talkMs: msOf(talk) });
      return [handed, ...placesTaken(calls, saying, line, spot)];
    }
    case 'abandon':
      round.left = true;
      return [event('contact.abandoned', { ...ofRound(saying, spot), waitMs: msOf(wait) })];
    case 'leave':
      round.left = true;
      return [event('contact.left', { ...ofRound(saying, spot), reason: row.reason, waitMs: msOf(wait) })];
    case 'miss': {
      const ringMs = secondsAt(params, row.ringMs) ?? undefined;
      const missed = { ...ofRound(saying, spot), agent: nameOf(saying.agentOf(agent)), ringMs };
      return [event('contact.missed', { ...missed, reason: row.reason })];
    }
    case 'ring':
      return [event('contact.rang', { ...ofRound(saying, spot), agent: nameOf(saying.agentOf(agent)) })];
    case 'hold':
      return [event('contact.held', ofLeg(saying, spot, agent, null))];
    case 'resume':
      return [event('contact.resumed', ofLeg(saying, spot, agent, null))];
    case 'nothing':
    case 'restart':
    case 'agent':
      return [];
  }
}

const offerOf = (saying: Saying, spot: Spot): Record<string, unknown> => ({
  ...ofRound(saying, spot),
  channel: 'voice',
  direction: 'inbound',
  customer: spot.round.customer,
});

/** Ends a conversation in the memory. */
function finish(calls: Calls, { callId, round }: Spot, line: LogLine, talk: number | null): void {
  const own = round.legs.filter((leg) => leg.agent === line.agent);
  if (own.length === 0) {
    round.legs.push({ agent: line.agent, at: line.epoch - (talk ?? 0), until: line.epoch });
  } else {
    const leg = talk === null ? own.at(-1)! : nearest(own, line.epoch - talk);
    leg.until = line.epoch;
  }
  const last = calls.talks.get(line.agent);
  if (last?.callId === callId && last.queue === line.queue) last.until = line.epoch;
}

/** After an attended transfer the caller stands in the queue where the agent asked: offered there, since then. */
function placesTaken(calls: Calls, saying: Saying, line: LogLine, to: Spot): CloudEvent[] {
  const part = calls.byId.get(line.callId);
  if (!part || part.partOf !== to.callId || line.callId === to.callId) return [];
  const customer = to.round.customer;
  return takePlaces(part, to.call).flatMap(({ queue, from, to: round }) => {
    round.customer = customer;
    const moved = { queue, atMs: from.at * 1_000 };
    const left = {
      ...ofRound(saying, { callId: line.callId, call: part, queue, round: from }),
      reason: 'system',
      waitMs: 0,
      attributes: { continuedBy: keyOf(to.callId) },
    };
    const offered = offerOf(saying, { callId: to.callId, call: to.call, queue, round });
    return [
      eventOf(saying, line, 'contact.left', left, moved),
      eventOf(saying, line, 'contact.offered', offered, moved),
    ];
  });
}

/** The id comes of the line alone, so that the same line is the same event wherever and whenever it is read. */
function eventOf(
  saying: Saying,
  line: LogLine,
  type: EventType,
  data: Record<string, unknown>,
  moved?: { readonly queue: string; readonly atMs: number },
): CloudEvent {
  const id = digest([line.text, type, ...(moved ? [moved.queue, moved.atMs] : [])].join('\n'));
  return cloudEvent({ id, source: saying.source, type, atMs: moved?.atMs ?? line.epoch * 1_000, data });
}
