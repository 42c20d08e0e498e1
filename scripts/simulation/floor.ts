import type { AgentState } from '#domain/event-data.ts';
import type { SimulatedAgent } from './people/agents.ts';
import type { QueueProfile } from './profile.ts';
import { type Contact, segmentOf, type World } from './world.ts';

const SECOND_MS = 1_000;
const TIMEOUT_MS = 420 * SECOND_MS;
const NO_ANSWER_MS = 18 * SECOND_MS;

/** One contact waiting in one queue. */
type Segment = {
  readonly contact: Contact;
  readonly queue: QueueProfile;
  readonly offeredAt: number;
  ringing: { readonly agent: SimulatedAgent; readonly since: number } | null;
  isOver: boolean;
};

export type Floor = {
  /** A contact enters a queue. */
  offer(contact: Contact, queue: QueueProfile): void;
  /** An agent has finished what they did: they go home, pause, take the next contact or wait for one. */
  release(agent: SimulatedAgent, details?: object): void;
  change(agent: SimulatedAgent, state: AgentState, details?: object): void;
};

type Next = {
  onAnswered(contact: Contact, queue: QueueProfile, agent: SimulatedAgent): void;
  onLost(contact: Contact, outcome: 'abandoned' | 'flowedOut'): void;
};

/** Queues and agents: who waits, who is free, and who gets whom. Waits follow from nothing else. */
export function createFloor(world: World, agents: readonly SimulatedAgent[], next: Next): Floor {
  const { random, agenda, emit } = world;
  const waiting = new Map<string, Segment[]>();
  const lineOf = (queue: string): Segment[] => {
    const line = waiting.get(queue) ?? [];
    if (line.length === 0) waiting.set(queue, line);
    return line;
  };

  function change(agent: SimulatedAgent, state: AgentState, details?: object): void {
    agent.state = state;
    emit('agent.changed', { agent: agent.agent, state, team: agent.team, ...details });
  }

  function offer(contact: Contact, queue: QueueProfile): void {
    contact.path.push(queue);
    const now = agenda.now();
    const segment: Segment = { contact, queue, offeredAt: now, ringing: null, isOver: false };
    const line = lineOf(queue.queue);
    emit('contact.offered', {
      contactId: contact.contactId,
      queue: queue.queue,
      channel: queue.channel,
      direction: 'inbound',
      ...(contact.customer && { customer: contact.customer.customer }),
      intent: contact.intent,
      position: line.length + 1,
    });
    line.push(segment);
    planTheEndOfPatience(segment);
    const agent = longestIdle(queue.queue);
    if (agent !== undefined) ring(segment, agent);
  }

  function planTheEndOfPatience(segment: Segment): void {
    const slow = segment.queue.channel === 'chat' ? 1.6 : 1;
    const patience = random.chance(0.012)
      ? random.between(1.2, 4.9) * SECOND_MS
      : random.logNormal(150 * slow, 0.95) * SECOND_MS;
    const callback = random.chance(0.1) ? random.between(70, 130) * SECOND_MS : Number.POSITIVE_INFINITY;
    agenda.after(Math.min(patience, callback, TIMEOUT_MS), () => {
      if (segment.isOver) return;
      if (patience <= Math.min(callback, TIMEOUT_MS)) lose(segment, 'abandoned');
      else lose(segment, 'flowedOut', callback < TIMEOUT_MS ? 'callback' : 'timeout');
    });
  }

  function lose(segment: Segment, outcome: 'abandoned' | 'flowedOut', reason?: string): void {
    const { contact, ringing } = segment;
    const waitMs = leave(segment);
    if (ringing) {
      emit('contact.missed', {
        ...segmentOf(contact),
        agent: ringing.agent.agent,
        ringMs: agenda.now() - ringing.since,
        reason: 'cancelled',
      });
    }
    if (outcome === 'abandoned') emit('contact.abandoned', { ...segmentOf(contact), waitMs });
    else emit('contact.left', { ...segmentOf(contact), reason, waitMs });
    if (ringing) release(ringing.agent);
    next.onLost(contact, outcome);
  }

  /** Ends the wait and says how long it was. */
  function leave(segment: Segment): number {
    const line = lineOf(segment.queue.queue);
    line.splice(line.indexOf(segment), 1);
    segment.isOver = true;
    segment.ringing = null;
    const waitMs = agenda.now() - segment.offeredAt;
    segment.contact.waitMs += waitMs;
    return waitMs;
  }

  function longestIdle(queue: string): SimulatedAgent | undefined {
    let found: SimulatedAgent | undefined;
    for (const agent of agents) {
      if (agent.state !== 'available' || !agent.queues.includes(queue)) continue;
      if (found === undefined || agent.idleSince < found.idleSince) found = agent;
    }
    return found;
  }

  function longestWaiting({ queues }: SimulatedAgent): Segment | undefined {
    let found: Segment | undefined;
    for (const queue of queues) {
      const first = waiting.get(queue)?.find(({ ringing }) => ringing === null);
      if (first && (found === undefined || first.offeredAt < found.offeredAt)) found = first;
    }
    return found;
  }

  function ring(segment: Segment, agent: SimulatedAgent): void {
    const ringing = { agent, since: agenda.now() };
    segment.ringing = ringing;
    emit('contact.rang', { ...segmentOf(segment.contact), agent: agent.agent });
    change(agent, 'ringing');
    const isMissed = random.chance(0.015);
    agenda.after(isMissed ? NO_ANSWER_MS : random.between(1.5, 6) * SECOND_MS, () => {
      if (segment.ringing !== ringing) return;
      if (isMissed) miss(segment, agent);
      else answer(segment, agent);
    });
  }

  function miss(segment: Segment, agent: SimulatedAgent): void {
    segment.ringing = null;
    emit('contact.missed', {
      ...segmentOf(segment.contact),
      agent: agent.agent,
      ringMs: NO_ANSWER_MS,
      reason: 'no-answer',
    });
    pause(agent, 'No answer', random.between(45, 120) * SECOND_MS);
    const other = longestIdle(segment.queue.queue);
    if (other !== undefined) ring(segment, other);
  }

  function answer(segment: Segment, agent: SimulatedAgent): void {
    const waitMs = leave(segment);
    emit('contact.answered', {
      ...segmentOf(segment.contact),
      agent: agent.agent,
      waitMs,
      team: agent.team,
    });
    change(agent, 'talking');
    next.onAnswered(segment.contact, segment.queue, agent);
  }

  function pause(agent: SimulatedAgent, reason: string, ms: number): void {
    change(agent, 'paused', { reason });
    agenda.after(ms, () => release(agent));
  }

  /** Pauses wait while customers do, and while too many others are away. */
  function mayPause(segment: Segment | undefined): boolean {
    if (segment !== undefined) return false;
    let here = 0;
    let away = 0;
    for (const { state } of agents) {
      if (state !== 'offline') here++;
      if (state === 'paused') away++;
    }
    return away < 0.19 * here;
  }

  function release(agent: SimulatedAgent, details?: object): void {
    const segment = longestWaiting(agent);
    if (agent.leavesBy !== null && (segment === undefined || agenda.now() >= agent.leavesBy)) {
      agent.leavesBy = null;
      agent.pauseDue = null;
      change(agent, 'offline');
    } else if (agent.pauseDue && agent.leavesBy === null && mayPause(segment)) {
      const { reason, ms } = agent.pauseDue;
      agent.pauseDue = null;
      pause(agent, reason, ms);
    } else {
      change(agent, 'available', details);
      agent.idleSince = agenda.now();
      if (segment !== undefined) ring(segment, agent);
    }
  }

  return { offer, release, change };
}
