import { createAftermath } from './aftermath.ts';
import { createAgenda } from './agenda.ts';
import { planArrivals, shapeAt } from './arrivals.ts';
import { createConversations } from './conversation.ts';
import { createScribe, type SimulatedEvent } from './event.ts';
import { createFloor, type Floor } from './floor.ts';
import { createLocalClock } from './local-time.ts';
import { planNotices } from './notices.ts';
import { createAgents } from './people/agents.ts';
import { createCustomers, type SimulatedCustomer } from './people/customers.ts';
import { demoProfile, type Profile, type QueueProfile } from './profile.ts';
import { createRandom, seedOf } from './random.ts';
import { planShifts } from './shifts.ts';
import type { Contact, World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * 24 * HOUR_MS;

export type CentreOptions = {
  readonly seed: number;
  readonly startedAt: number;
  /** From then on nobody arrives, and the stream ends once everything begun has come to its end. Default: never. */
  readonly endsAt?: number;
  readonly timeZone: string;
  readonly profile?: Profile;
  readonly agents?: number;
  readonly customers?: number;
  readonly queues?: readonly QueueProfile[];
  /** At the peak of the day, all queues together. */
  readonly callsPerHour?: number;
  readonly source?: string;
  readonly site?: string;
  /** Who works and calls here, when that shall be the same for several seeds. Default: the seed. */
  readonly people?: number;
};

/** A contact centre as an endless stream of events in order of time. Same options, same events, byte for byte. */
export function* createCentre(options: CentreOptions): Generator<SimulatedEvent, void, undefined> {
  const { seed, startedAt, timeZone, endsAt = Number.POSITIVE_INFINITY, people = seed } = options;
  const profile = profileOf(options);
  const prefix = `s${seed.toString(36)}-${Math.round(startedAt / 1_000).toString(36)}`;
  const agenda = createAgenda(startedAt);
  const random = createRandom(seedOf('centre', seed, startedAt));
  const { source = 'floorlight/simulator', site } = options;
  const { emit, taken } = createScribe(agenda.now, { source, prefix, site });
  const clock = createLocalClock(timeZone);
  const world: World = { random, agenda, emit, clock, profile, prefix, endsAt };
  const agents = createAgents(profile, people);
  const customers = createCustomers(people, profile.customers, startedAt);
  let contacts = 0;

  const aftermath = createAftermath(world, ({ customer, intent, path }) => {
    if (customer && path[0]) whenOpen(() => arrive(path[0] as QueueProfile, customer, intent));
  });
  const notices = planNotices(world, customers.met, (customer) => {
    const queue = profile.queues.find(({ queue }) => queue === 'Retention') ?? profile.queues[0];
    if (queue) arrive(queue, customer, 'cancel', true);
  });
  const conversations = createConversations(world, (): Floor => floor, {
    onHandled(contact, agent, resolved) {
      aftermath.follow(contact, { outcome: 'handled', resolved, agent });
      notices.onEnd(contact);
    },
  });
  const floor: Floor = createFloor(world, agents, {
    onAnswered: conversations.begin,
    onLost(contact, outcome) {
      aftermath.follow(contact, { outcome, resolved: false });
      notices.onEnd(contact);
    },
  });

  /** Somebody who finds the centre closed tries again when it is open. */
  function whenOpen(run: () => void): void {
    if (shapeAt(profile.dayShape, clock.read(agenda.now()).hour) > 0) run();
    else if (agenda.now() < endsAt) agenda.after(random.between(20, 60) * MINUTE_MS, () => whenOpen(run));
  }

  function arrive(
    queue: QueueProfile,
    customer: SimulatedCustomer | null,
    intent = random.pick(queue.intents),
    isCancellation = false,
  ): void {
    const now = agenda.now();
    if (now >= endsAt || customer?.isInTouch || customer?.hasLeft) return;
    if (customer) introduce(customer);
    const last = customer?.lastContactAt ?? null;
    const isRepeat = last !== null && now - last < WEEK_MS;
    const contact: Contact = {
      contactId: `${prefix}-c${++contacts}`,
      customer,
      intent,
      isRepeat,
      isCancellation,
      path: [],
      waitMs: 0,
      holdMs: 0,
      transfers: 0,
    };
    floor.offer(contact, queue);
  }

  function introduce(customer: SimulatedCustomer): void {
    customer.isInTouch = true;
    if (customer.isKnown) return;
    customer.isKnown = true;
    const { name, segment, plan, since, monthlyValue } = customer;
    emit('customer.changed', {
      customer: customer.customer,
      name,
      segment,
      plan,
      since: new Date(since).toISOString().slice(0, 10),
      monthlyValue,
      currency: 'EUR',
    });
  }

  planShifts(world, agents, floor);
  planArrivals(world, (queue) =>
    arrive(queue, random.chance(0.06) ? null : customers.draw(random, agenda.now())),
  );
  while (agenda.nextAt() < Number.POSITIVE_INFINITY) {
    agenda.step();
    yield* taken();
  }
}

function profileOf({
  profile = demoProfile,
  agents,
  customers,
  queues,
  callsPerHour,
}: CentreOptions): Profile {
  const calls = callsPerHour ?? profile.callsPerHour;
  return {
    ...profile,
    queues: queues ?? profile.queues,
    customers: customers ?? profile.customers,
    callsPerHour: calls,
    // More calls need more people, unless the caller knows better.
    agents: agents ?? Math.max(6, Math.round((profile.agents * calls) / profile.callsPerHour)),
  };
}
