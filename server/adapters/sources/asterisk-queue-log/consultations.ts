import { type Call, type Calls, callOf, enteredRound, type Round } from './calls.ts';

const LONGEST_TALK = 4 * 3_600;
const SLACK = 2;

/** Makes one call a part of another: what it does from now on happens to that one. */
export function join(calls: Calls, partId: string, ownerId: string, epoch: number): void {
  if (partId === ownerId) return;
  const part = callOf(calls, partId, epoch);
  if (part.partOf !== null) return;
  part.partOf = ownerId;
  callOf(calls, ownerId, epoch).parts.push(partId);
}

/**
 * The call about which an agent asks another queue: a caller who is an agent in the middle of a conversation calls on
 * behalf of that conversation. Known by the extension in the agent's interface, or by the caller's name.
 */
export function consultedCall(
  calls: Calls,
  caller: { readonly number: string; readonly name: string; readonly callId: string },
  epoch: number,
): string | null {
  const extension = /^\d{2,6}$/.test(caller.number) ? caller.number : null;
  if (extension === null && caller.name === '') return null;
  const found = new Set<string>();
  for (const [agent, talk] of calls.talks) {
    const goesOn =
      talk.at <= epoch && epoch - talk.at < LONGEST_TALK && (talk.until === null || talk.until >= epoch);
    if (!goesOn || talk.callId === caller.callId) continue;
    if (agent === caller.name || (extension !== null && extensionsOf(agent).includes(extension))) {
      found.add(talk.callId);
    }
  }
  return found.size === 1 ? [...found][0]! : null;
}

/** `SIP/551` and `Local/551@agents/n` are reached by 551. */
const extensionsOf = (agent: string): string[] => agent.split(/[^0-9A-Za-z]+/);

/** The conversation that an agent hands over, when the transfer bears the id of the consultation. */
export function handedOverCall(
  calls: Calls,
  of: { readonly agent: string; readonly queue: string; readonly answeredAt: number },
): string | null {
  const talk = calls.talks.get(of.agent);
  if (!talk || talk.queue !== of.queue || Math.abs(talk.at - of.answeredAt) > SLACK) return null;
  return talk.callId;
}

export type Move = { readonly queue: string; readonly from: Round; readonly to: Round };

/** Waiting rounds of a consultation that turns out to be a transfer: the caller takes its place in the queue. */
export function takePlaces(part: Call, owner: Call): Move[] {
  const moves: Move[] = [];
  for (const [queue, rounds] of part.rounds) {
    for (const from of rounds) {
      if (from.left || from.legs.length > 0) continue;
      from.left = true;
      moves.push({ queue, from, to: enteredRound(owner, queue, from.at) });
    }
  }
  return moves;
}
