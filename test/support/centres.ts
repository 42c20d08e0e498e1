import fc from 'fast-check';
import { HISTORY_START, type Sent } from './histories.ts';

/** A day at a small contact centre, as generated: every life cycle makes sense, what makes it hard is how it is told. */
export type Centre = {
  /** Distinct events in the order in which they happened. */
  readonly events: readonly Sent[];
  /** The same events as they arrive: late ones, repeats, cut into batches. */
  readonly batches: readonly (readonly Sent[])[];
  /** Nothing has happened after this moment; some contacts still wait or talk. */
  readonly now: number;
};

const MINUTE = 60_000;
const DAY = 86_400_000;
const LASTS = 11 * DAY;

const queue = fc.constantFrom('billing', 'sales', 'support');
const agent = fc.constantFrom('Ana', 'Ben', 'Chen');
/** Lengths in ms: any, and those at which a limit lies. */
const wait = fc.oneof(
  fc.integer({ min: 0, max: 60_000 }),
  fc.constantFrom(0, 4_999, 5_000, 5_001, 19_999, 20_000, 20_001),
);
const length = fc.oneof(fc.integer({ min: 0, max: 400_000 }), fc.constantFrom(0, 1_000, 60_000));
/** Whether a source tells a length itself, and to the second or to the millisecond. */
const tells = fc.constantFrom('not', 'exactly', 'in seconds');

const handling = fc.record({
  agent,
  parts: fc.array(length, { minLength: 1, maxLength: 5 }),
  tellsTalk: tells,
  tellsHold: tells,
  names: fc.boolean(),
  wrapup: fc.option(fc.record({ after: fc.constantFrom(0, 0, 2_500), length, tells })),
  resolved: fc.constantFrom(undefined, true, false),
});
const pass = fc.record({
  queue,
  gap: fc.constantFrom(0, 0, 700, 4_000),
  rings: fc.constantFrom('not', 'answered', 'missed'),
  wait,
  tellsWait: tells,
  ending: fc.constantFrom('answered', 'answered', 'answered', 'abandoned', 'left'),
  handlings: fc.array(handling, { minLength: 1, maxLength: 2 }),
});
const survey = fc.record({
  after: fc.integer({ min: 0, max: 3 * 3_600_000 }),
  scale: fc.constantFrom('1-5', '1-7', '1-10', 'good-bad'),
  answers: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }),
  namesContact: fc.boolean(),
});
const contact = fc.record({
  day: fc.constantFrom(0, 0, 0, 0, 1, 6, 7, 8, 10),
  start: fc.oneof(fc.integer({ min: 0, max: 3 * 3_600_000 }), fc.constantFrom(0, 1, 3_600_000)),
  channel: fc.constantFrom('voice', 'chat'),
  direction: fc.constantFrom('inbound', 'outbound'),
  customer: fc.constantFrom(undefined, 'c1', 'c1', 'c2'),
  intent: fc.constantFrom(undefined, undefined, 'bill', 'move'),
  passes: fc.array(pass, { minLength: 1, maxLength: 3 }),
  survey: fc.option(survey),
});
type Contact = typeof contact extends fc.Arbitrary<infer T> ? T : never;
type Handling = Contact['passes'][number]['handlings'][number];

const shift = fc.record({
  agent,
  day: fc.integer({ min: 0, max: 10 }),
  start: fc.integer({ min: -30 * MINUTE, max: 60 * MINUTE }),
  states: fc.array(
    fc.record({
      state: fc.constantFrom('available', 'available', 'paused', 'ringing', 'talking', 'hold', 'wrapup'),
      lasts: fc.integer({ min: 0, max: 100 * MINUTE }),
    }),
    { minLength: 1, maxLength: 5 },
  ),
});
type Shift = typeof shift extends fc.Arbitrary<infer T> ? T : never;

type Told = { readonly at: number; readonly type: string; readonly data: Record<string, unknown> };

/** What a source says of a length: nothing, the length, or the length in whole seconds. */
const said = (name: string, ms: number, how: string): Record<string, number> =>
  how === 'not' ? {} : { [name]: how === 'exactly' ? ms : Math.round(ms / 1_000) * 1_000 };

function lifeOf(contact: Contact, contactId: string): Told[] {
  const { channel, direction, customer, intent, passes } = contact;
  const told: Told[] = [];
  let at = HISTORY_START + contact.day * DAY + contact.start;
  // Whoever enters a queue a second time needs segments with names of their own.
  const again = new Set(passes.map((one) => one.queue)).size < passes.length;
  for (const [number, one] of passes.entries()) {
    const place = { contactId, queue: one.queue, ...(again ? { segmentId: `${contactId}/${number}` } : {}) };
    const first = one.handlings[0]!;
    at += number === 0 ? 0 : one.gap;
    told.push({ at, type: 'contact.offered', data: { ...place, channel, direction, customer, intent } });
    const ring = one.rings === 'answered' ? 'contact.rang' : 'contact.missed';
    if (one.rings !== 'not') told.push({ at, type: ring, data: { ...place, agent: first.agent } });
    // Nobody hands over and answers again within one millisecond either.
    const waitMs = number === 0 ? one.wait : one.wait + 1;
    at += waitMs;
    const waited = said('waitMs', waitMs, one.tellsWait);
    if (one.ending !== 'answered') {
      const reason = one.ending === 'left' ? { reason: 'overflow' } : {};
      told.push({ at, type: `contact.${one.ending}`, data: { ...place, ...waited, ...reason } });
      break;
    }
    const handlings = one.handlings.filter(({ agent }, index) => index === 0 || agent !== first.agent);
    for (const [index, by] of handlings.entries()) {
      const isLast = index === handlings.length - 1;
      const ending = isLast ? (number === passes.length - 1 ? 'ended' : 'queue') : 'attended';
      const own = index === 0 ? waited : {};
      at = handle(told, at, by, { place, own, ending, named: again || by.names });
    }
  }
  return told;
}

/** One agent's part: talk and hold in turns, the end or a hand-over, and perhaps wrap-up. Returns when talk ended. */
function handle(
  told: Told[],
  from: number,
  by: Handling,
  as: { place: Record<string, unknown>; own: object; ending: string; named: boolean },
): number {
  const { agent, wrapup } = by;
  // Nobody answers and hands over, or holds and resumes, within one millisecond: which came first could not be told.
  const parts = by.parts.map((ms, index) => (index > 0 && index === by.parts.length - 1 ? ms : ms + 1));
  // While they talk it is plain which segment is meant, so that a source may leave it out.
  const short = as.named ? { ...as.place, agent } : { contactId: as.place.contactId, agent };
  let at = from;
  told.push({ at, type: 'contact.answered', data: { ...as.place, agent, ...as.own } });
  const [talk, hold] = [0, 1].map((odd) => parts.reduce((sum, ms, i) => sum + (i % 2 === odd ? ms : 0), 0));
  parts.forEach((ms, index) => {
    if (index > 0) told.push({ at, type: index % 2 === 1 ? 'contact.held' : 'contact.resumed', data: short });
    at += ms;
  });
  const lengths = { ...said('talkMs', talk!, by.tellsTalk), ...said('holdMs', hold!, by.tellsHold) };
  told.push(
    as.ending === 'ended'
      ? { at, type: 'contact.ended', data: { ...short, ...lengths, endedBy: 'customer' } }
      : { at, type: 'contact.transferred', data: { ...short, ...lengths, mode: as.ending } },
  );
  if (wrapup) {
    const data = {
      ...as.place,
      agent,
      ...said('wrapupMs', wrapup.length, wrapup.tells),
      resolved: by.resolved,
    };
    told.push({ at: at + wrapup.after + wrapup.length, type: 'contact.wrapped', data });
  }
  return at;
}

const boxes: Record<string, number> = { '1-5': 5, '1-7': 7, '1-10': 10, 'good-bad': 1 };

function surveysOf({ survey, customer, passes }: Contact, contactId: string, life: readonly Told[]): Told[] {
  if (!survey) return [];
  const { scale, answers, namesContact } = survey;
  const last = life.at(-1)!.at;
  const about = namesContact ? { contactId } : { queue: passes[0]!.queue, agent: 'Ana' };
  const surveyId = `s-${contactId}`;
  return answers.map((below, index) => {
    const score = Math.max(scale === 'good-bad' ? 0 : 1, boxes[scale]! + 1 - below);
    const data = { surveyId, kind: 'csat', score, scale, customer, ...about };
    return { at: last + survey.after + index * 20 * MINUTE, type: 'survey.answered', data };
  });
}

/** Agents sign in, change their state a few times and sign out; shifts of one agent on one day are one. */
function shiftsOf(shifts: readonly Shift[]): Told[] {
  const seen = new Set<string>();
  return shifts.flatMap(({ agent, day, start, states }) => {
    if (seen.has(`${agent} ${day}`)) return [];
    seen.add(`${agent} ${day}`);
    let at = HISTORY_START + day * DAY + start;
    const told = states.map(({ state, lasts }) => {
      const change = { at, type: 'agent.changed', data: { agent, state } };
      at += lasts + 1;
      return change;
    });
    return [...told, { at, type: 'agent.changed', data: { agent, state: 'offline' } }];
  });
}

const sentOf = ({ at, type, data }: Told, index: number): Sent => ({
  specversion: '1.0',
  id: `e${index}`,
  source: 'test/centre',
  type,
  time: new Date(at).toISOString(),
  data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
});

/** Plausible histories, as the law of the oracle needs them. */
export const centre: fc.Arbitrary<Centre> = fc
  .record({
    contacts: fc.array(contact, { minLength: 1, maxLength: 9 }),
    shifts: fc.array(shift, { maxLength: 6 }),
    cut: fc.oneof(fc.constant(LASTS), fc.integer({ min: 0, max: 3 * 3_600_000 })),
  })
  .map(({ contacts, shifts, cut }) => {
    const now = HISTORY_START + cut;
    const told = contacts.flatMap((contact, index) => {
      const life = lifeOf(contact, `k${index}`);
      return [...life, ...surveysOf(contact, `k${index}`, life)];
    });
    const agents = ['Ana', 'Ben', 'Chen'].map((agent) => ({
      at: now,
      type: 'agent.changed',
      data: { agent, state: 'offline' },
    }));
    const happened = [...told, ...shiftsOf(shifts)].filter(({ at }) => at < now).sort((a, b) => a.at - b.at);
    return { events: [...happened, ...agents].map(sentOf), now };
  })
  .chain(({ events, now }) =>
    fc
      .tuple(
        fc.array(fc.tuple(fc.nat(events.length - 1), fc.nat(events.length - 1)), { maxLength: 12 }),
        fc.array(fc.nat(events.length - 1), { maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
      )
      .map(([late, doubles, size]) => {
        const arriving = [...events];
        for (const [from, to] of late) arriving.splice(to, 0, ...arriving.splice(from, 1));
        arriving.push(...doubles.map((index) => events[index]!));
        const batches: Sent[][] = [];
        for (let at = 0; at < arriving.length; at += size) batches.push(arriving.slice(at, at + size));
        return { events, batches, now };
      }),
  );
