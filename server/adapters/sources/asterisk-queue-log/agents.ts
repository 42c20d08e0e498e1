import type { AgentChange } from './dialects/row.ts';

/** One line about an agent, as it waits for the end of its second. `seen`: they answered a call of that queue. */
export type AgentLine = {
  readonly agent: string;
  readonly queue: string;
  readonly change: AgentChange | 'seen';
  readonly paused: boolean;
  readonly reason: string;
};

type Membership = { member: boolean; paused: boolean; reason: string };
export type AgentMemory = {
  readonly queues: Map<string, Membership>;
  /** What was last reported, as text to compare with. */
  reported: string;
  reportedAt: number;
  /** The last second that was settled: older lines are repeats, and would undo what came after them. */
  settledAt: number;
  /** How often something was reported for that same second. */
  again: number;
};

export type AgentReport = {
  readonly agent: string;
  readonly state: 'offline' | 'available' | 'paused';
  readonly reason: string;
  readonly queues: readonly string[];
  /** Milliseconds after the second: only when the same second is reported on more than once. */
  readonly offsetMs: number;
};

/** Where a login belongs that is to no queue in particular. */
const EVERYWHERE = '';
/** Stands for the queues of an agent of whom none is known yet; gives way to the first one that is. */
const SOMEWHERE = '\u0001';

/**
 * What the lines of one second make of the agents they name. Lines of one second count together, because PAUSEALL and
 * its PAUSE for every queue say one thing, and because nobody can tell which of two opposite lines came first: then
 * the agent is as before.
 */
export function settleAgents(
  memory: Map<string, AgentMemory>,
  lines: readonly AgentLine[],
  epoch: number,
): AgentReport[] {
  const byAgent = new Map<string, AgentLine[]>();
  for (const line of lines) byAgent.set(line.agent, [...(byAgent.get(line.agent) ?? []), line]);
  const reports: AgentReport[] = [];
  for (const [agent, own] of [...byAgent].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const report = settleAgent(memory, agent, own, epoch);
    if (report) reports.push(report);
  }
  return reports;
}

const nothingYet = { reported: '', reportedAt: 0, settledAt: 0, again: 0 };

function settleAgent(
  memory: Map<string, AgentMemory>,
  agent: string,
  lines: readonly AgentLine[],
  epoch: number,
): AgentReport | null {
  const known = memory.get(agent) ?? { ...nothingYet, queues: new Map() };
  memory.set(agent, known);
  if (epoch < known.settledAt) return null;
  learn(known.queues, lines);
  if (lines.every((line) => line.change === 'seen')) return null;
  known.settledAt = epoch;

  const memberships = [...known.queues].filter(([, { member }]) => member);
  const named = memberships.filter(([queue]) => queue !== EVERYWHERE && queue !== SOMEWHERE);
  const counted = named.length > 0 ? named : memberships;
  const state =
    counted.length === 0 ? 'offline' : counted.every(([, { paused }]) => paused) ? 'paused' : 'available';
  const lasting = counted.map(([, { reason }]) => reason);
  const reason = state === 'paused' ? (reasonIn(lines) ?? lasting.sort().at(-1) ?? '') : '';
  const queues = named.map(([queue]) => queue).sort();
  const reported = JSON.stringify([state, reason, queues]);
  if (reported === known.reported) return null;
  known.again = known.reportedAt === epoch ? known.again + 1 : 0;
  known.reported = reported;
  known.reportedAt = epoch;
  return { agent, state, reason, queues, offsetMs: Math.min(known.again, 999) };
}

function learn(queues: Map<string, Membership>, lines: readonly AgentLine[]): void {
  const start = { member: true, paused: false, reason: '', ...queues.get(SOMEWHERE) };
  for (const line of lines) {
    // Whoever is named in a queue was a member of it, at least until this line.
    if (isWhole(line) || queues.has(queueOf(line))) continue;
    queues.set(queueOf(line), { ...start });
    queues.delete(SOMEWHERE);
  }
  if (queues.size === 0) queues.set(SOMEWHERE, start);
  for (const [queue, before] of queues) queues.set(queue, after(queue, before, lines));
}

function after(queue: string, before: Membership, lines: readonly AgentLine[]): Membership {
  const own = lines.filter((line) => isWhole(line) || queueOf(line) === queue);
  const has = (...changes: AgentLine['change'][]) => own.some((line) => changes.includes(line.change));
  const joins = has('join', 'login');
  const quits = has('quit', 'logoff');
  // Only a member is paused by name, so that line tells of a membership as well.
  const member = joins === quits ? before.member || (!quits && has('pause', 'unpause')) : joins;
  const joinedPaused = own.some((line) => line.change === 'join' && line.paused);
  const joinedReady = own.some((line) => isJoin(line) && !line.paused);
  const start = joinedPaused === joinedReady ? before.paused : joinedPaused;
  const pauses = has('pause', 'pauseAll');
  const unpauses = has('unpause', 'unpauseAll');
  const paused = pauses === unpauses ? start : pauses;
  return { member, paused, reason: paused ? (reasonIn(own) ?? before.reason) : '' };
}

/** Of several reasons given in one second, always the same one. */
const reasonIn = (lines: readonly AgentLine[]): string | undefined =>
  lines
    .filter((line) => line.paused)
    .map((line) => line.reason)
    .sort()
    .at(-1);

const isJoin = (line: AgentLine): boolean => line.change === 'join' || line.change === 'login';
const isWhole = (line: AgentLine): boolean =>
  line.change === 'pauseAll' || line.change === 'unpauseAll' || line.change === 'logoff';
const queueOf = (line: AgentLine): string => (line.change === 'login' ? EVERYWHERE : line.queue);
