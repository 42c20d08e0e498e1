import type { Floor } from './floor.ts';
import type { SimulatedAgent } from './people/agents.ts';
import type { QueueProfile } from './profile.ts';
import { type Contact, segmentOf, type World } from './world.ts';

const SECOND_MS = 1_000;
const TRANSFERS = 0.065;
const HOLDS = 0.2;

/** One agent with one customer. */
type Leg = {
  readonly contact: Contact;
  readonly queue: QueueProfile;
  readonly agent: SimulatedAgent;
  talkMs: number;
  holdMs: number;
};

type Next = { onHandled(contact: Contact, agent: SimulatedAgent, isResolved: boolean): void };

/** What happens between the answer and the end of the wrap-up: talk, hold, transfer, end. */
export function createConversations(world: World, floor: () => Floor, next: Next) {
  const { random, agenda, emit, profile } = world;
  const says = (leg: Leg) => ({ ...segmentOf(leg.contact), agent: leg.agent.agent });

  function begin(contact: Contact, queue: QueueProfile, agent: SimulatedAgent): void {
    const leg: Leg = { contact, queue, agent, talkMs: 0, holdMs: 0 };
    const onward = random.chance(TRANSFERS) ? elsewhere(contact) : undefined;
    const seconds = random.logNormal(queue.talkMedian, 0.5) * agent.pace * (onward ? 0.45 : 1);
    const talk = Math.max(5 * SECOND_MS, seconds * SECOND_MS);
    const finish = () => (onward ? transfer(leg, onward) : end(leg));
    const first = random.chance(HOLDS) ? talk * random.between(0.3, 0.8) : talk;
    if (first === talk) talkFor(leg, talk, finish);
    else talkFor(leg, first, () => hold(leg, () => talkFor(leg, talk - first, finish)));
  }

  function talkFor(leg: Leg, duration: number, then: () => void): void {
    const ms = Math.round(duration);
    leg.talkMs += ms;
    agenda.after(ms, then);
  }

  function hold(leg: Leg, then: () => void, isConsult = false): void {
    const ms = Math.round(random.logNormal(38, 0.55) * SECOND_MS);
    leg.holdMs += ms;
    leg.contact.holdMs += ms;
    emit('contact.held', says(leg));
    floor().change(leg.agent, 'hold');
    agenda.after(ms, () => {
      if (!isConsult) {
        emit('contact.resumed', says(leg));
        floor().change(leg.agent, 'talking');
      }
      then();
    });
  }

  /** A queue of the same kind that the contact has not been in. */
  function elsewhere({ path }: Contact): QueueProfile | undefined {
    const others = profile.queues.filter(
      (queue) => queue.channel === path.at(-1)?.channel && !path.includes(queue),
    );
    return others.length === 0 ? undefined : random.pick(others);
  }

  function transfer(leg: Leg, onward: QueueProfile): void {
    const draw = random.next();
    if (draw < 0.25) hold(leg, () => handOver(leg, onward, 'attended'), true);
    else handOver(leg, onward, draw < 0.6 ? 'blind' : 'queue');
  }

  function handOver(leg: Leg, onward: QueueProfile, mode: string): void {
    const { talkMs, holdMs } = leg;
    emit('contact.transferred', { ...says(leg), mode, toQueue: onward.queue, talkMs, holdMs });
    wrapUp(leg, 0.5, {});
    leg.contact.transfers++;
    floor().offer(leg.contact, onward);
  }

  function end(leg: Leg): void {
    const { contact, queue, agent, talkMs, holdMs } = leg;
    const draw = random.next();
    const endedBy = draw < 0.55 ? 'customer' : draw < 0.995 ? 'agent' : 'system';
    emit('contact.ended', { ...says(leg), endedBy, talkMs, holdMs });
    const isResolved = random.chance(queue.resolves + agent.craft - 0.05 * contact.transfers);
    const disposition = isResolved ? 'settled' : 'open';
    wrapUp(leg, 1, random.chance(0.94) ? { resolved: isResolved, disposition } : {});
    next.onHandled(contact, agent, isResolved);
  }

  function wrapUp(leg: Leg, share: number, marks: Record<string, unknown>): void {
    const { agent, queue } = leg;
    const ms = Math.round(random.logNormal(queue.wrapupMedian, 0.5) * agent.pace * share * SECOND_MS);
    const said = says(leg);
    floor().change(agent, 'wrapup');
    agenda.after(ms, () => {
      emit('contact.wrapped', { ...said, wrapupMs: ms, ...marks });
      floor().release(agent);
    });
  }

  return { begin };
}
