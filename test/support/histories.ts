import fc from 'fast-check';

/** An event as a source sends it. */
export type Sent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Record<string, unknown>;
};

/** When generated histories begin: just before an interval, a local midnight and a chunk of agents change. */
export const HISTORY_START = Date.parse('2026-03-28T22:40:00Z');
export const HISTORY_ZONE = 'Europe/Berlin';

const queue = fc.constantFrom('billing', 'sales', 'a|b "q"');
const agent = fc.constantFrom('Ana', 'Ben', 'Chen');
const customer = fc.constantFrom('c1', 'c2');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const length = fc.integer({ min: 0, max: 120 }).map((seconds) => seconds * 1000);
const contactId = fc.constantFrom('k1', 'k2', 'k3', 'k4');
const moment = fc.constantFrom('2026-03-01T00:00:00Z', '2026-03-29T12:00:00Z', '2026-04-02T00:00:00Z');
const base = {
  contactId,
  queue: maybe(queue),
  customer: maybe(customer),
  intent: maybe(fc.constantFrom('bill', 'move')),
};
const full = {
  contactId,
  queue,
  channel: fc.constantFrom('voice', 'chat'),
  direction: fc.constantFrom('inbound', 'outbound'),
  customer: maybe(customer),
  team: maybe(fc.constantFrom('north', 'south')),
};

const survey = {
  surveyId: fc.constantFrom('s1', 's2', 's3'),
  contactId: maybe(contactId),
  customer: maybe(customer),
  agent: maybe(agent),
  ticketId: maybe(fc.constantFrom('t1', 't2')),
};
const ticket = {
  ticketId: fc.constantFrom('t1', 't2', 't3'),
  agent: maybe(agent),
  group: maybe(fc.constantFrom('billing', 'desk')),
  channel: maybe(fc.constantFrom('email', 'chat')),
};

const data: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  'contact.offered': fc.record(full),
  'contact.rang': fc.record({ ...base, agent }),
  'contact.missed': fc.record({ ...base, agent, reason: fc.constant('no-answer') }),
  'contact.answered': fc.record({ ...base, agent, waitMs: maybe(length) }),
  'contact.held': fc.record({ ...base, agent }),
  'contact.resumed': fc.record({ ...base, agent }),
  'contact.transferred': fc.record({
    ...base,
    agent,
    mode: fc.constantFrom('blind', 'queue'),
    talkMs: maybe(length),
  }),
  'contact.ended': fc.record({
    ...base,
    agent: maybe(agent),
    endedBy: maybe(fc.constantFrom('customer', 'agent', 'system')),
    talkMs: maybe(length),
    holdMs: maybe(length),
  }),
  'contact.wrapped': fc.record({ ...base, agent, wrapupMs: maybe(length), resolved: maybe(fc.boolean()) }),
  'contact.abandoned': fc.record({ ...base, waitMs: maybe(length) }),
  'contact.left': fc.record({
    ...base,
    reason: fc.constantFrom('timeout', 'callback'),
    waitMs: maybe(length),
  }),
  'agent.changed': fc.record({
    agent,
    state: fc.constantFrom('offline', 'available', 'ringing', 'talking', 'hold', 'wrapup', 'paused'),
    reason: maybe(fc.constantFrom('break', 'training')),
    team: maybe(fc.constantFrom('north', 'south')),
  }),
  'survey.requested': fc.record({ ...survey, kind: fc.constantFrom('csat', 'nps', 'ces') }),
  'survey.answered': fc
    .constantFrom(
      { kind: 'csat', scale: '1-5', low: 1, high: 5 },
      { kind: 'csat', scale: '1-7', low: 1, high: 7 },
      { kind: 'csat', scale: 'good-bad', low: 0, high: 1 },
      { kind: 'nps', scale: '0-10', low: 0, high: 10 },
      { kind: 'nps', scale: '1-5', low: 1, high: 5 },
      { kind: 'ces', scale: '1-7', low: 1, high: 7 },
    )
    .chain(({ kind, scale, low, high }) =>
      fc.record({
        ...survey,
        kind: fc.constant(kind),
        scale: fc.constant(scale),
        score: fc.integer({ min: low, max: high }),
        higherIsBetter: maybe(fc.boolean()),
      }),
    ),
  'ticket.created': fc.record({ ...ticket, by: maybe(fc.constantFrom('customer', 'agent')) }),
  'ticket.assigned': fc.record({ ...ticket, agent, team: maybe(fc.constantFrom('north', 'south')) }),
  'ticket.replied': fc.record({
    ...ticket,
    by: maybe(fc.constantFrom('customer', 'agent')),
    public: maybe(fc.boolean()),
    bot: maybe(fc.boolean()),
  }),
  'ticket.resolved': fc.record(ticket),
  'ticket.reopened': fc.record(ticket),
  'ticket.closed': fc.record(ticket),
  'ticket.removed': fc.record({ ticketId: fc.constantFrom('t1', 't9') }),
  'customer.changed': fc.record(
    {
      customer,
      monthlyValue: fc.integer({ min: 0, max: 900 }),
      currency: fc.constantFrom('EUR', 'JPY'),
      acquisitionCost: fc.integer({ min: 0, max: 90 }).map((cents) => cents / 100),
      since: fc.constantFrom('2026-03-29', '2025-11-02', '2026-03-30T10:00:00Z'),
    },
    { requiredKeys: ['customer'] },
  ),
  'customer.churned': fc.record({ customer, effectiveAt: moment, requestedAt: maybe(moment) }),
  'customer.returned': fc.record({ customer, effectiveAt: moment }),
  'customer.ordered': fc.record({
    customer,
    orderId: fc.constantFrom('o1', 'o2'),
    amount: fc.integer({ min: -500, max: 90_000 }).map((cents) => cents / 100),
    currency: fc.constantFrom('EUR', 'USD'),
    team: maybe(fc.constantFrom('north', 'south')),
  }),
  'count.added': fc.record({
    name: fc.constantFrom('visitors', 'conversions', 'a.b-c_d'),
    value: fc.integer({ min: -3, max: 9 }),
    team: maybe(fc.constantFrom('north', 'south')),
    dimensions: maybe(
      fc.record(
        { queue, channel: fc.constantFrom('voice', 'web'), agent, page: queue },
        { requiredKeys: [] },
      ),
    ),
  }),
};

/** A history of distinct events in no order: many share a second, some make no sense, some come a week later. */
export const history: fc.Arbitrary<Sent[]> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom(...Object.keys(data)),
        fc.oneof(
          { weight: 9, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: 8 * 86_400 }) },
        ),
        maybe(fc.integer({ min: 0, max: 3 }).map(String)),
      )
      .chain(([type, second, sequence]) =>
        data[type]!.map((values) => ({ type, second, sequence, values: defined(values) })),
      ),
    { minLength: 1, maxLength: 36 },
  )
  .map((events) =>
    events.map(({ type, second, sequence, values }, index) => ({
      specversion: '1.0' as const,
      id: `e${index}`,
      source: 'test/history',
      type,
      time: new Date(HISTORY_START + second * 1000).toISOString(),
      ...(sequence === undefined ? {} : { sequence }),
      data: values,
    })),
  );

function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Another way for the same history to arrive: shuffled, with repeats, cut into batches. */
export const arrival = (events: readonly Sent[]): fc.Arbitrary<Sent[][]> =>
  fc
    .tuple(
      fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length }),
      fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 8 }),
      fc.integer({ min: 1, max: 7 }),
    )
    .map(([shuffled, repeats, size]) => {
      const all = [...shuffled, ...repeats.map((index) => events[index]!)];
      const batches: Sent[][] = [];
      for (let at = 0; at < all.length; at += size) batches.push(all.slice(at, at + size));
      return batches;
    });
