import { describe, expect, test } from 'vitest';
import { forecast } from '#domain/staffing/forecast.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import type { Sent } from '../support/histories.ts';
import { testSites, workbench } from '../support/workbench.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T10:05:00Z');
const full = { queue: 'sales', channel: 'voice', direction: 'inbound' };

let count = 0;
const sent = (at: number, type: string, data: Record<string, unknown>): Sent => ({
  specversion: '1.0',
  id: `e${count++}`,
  source: 'test/staffing',
  type,
  time: new Date(at).toISOString(),
  data,
});

/** A call that waits and is then handled by Ana for three minutes. */
function answered(at: number, waitMs: number, more: Record<string, unknown> = {}): Sent[] {
  const contact = { contactId: `k${count}`, ...full, ...more };
  return [
    sent(at, 'contact.offered', contact),
    sent(at + waitMs, 'contact.answered', { ...contact, agent: 'Ana' }),
    sent(at + waitMs + 3 * MINUTE, 'contact.ended', { ...contact, agent: 'Ana' }),
  ];
}
function lost(at: number, waitMs: number, type: string, data: Record<string, unknown> = {}): Sent[] {
  const contact = { contactId: `k${count}`, ...full };
  return [sent(at, 'contact.offered', contact), sent(at + waitMs, type, { ...contact, ...data })];
}
const signIn = (agent: string, state: string, queues?: string[]): Sent =>
  sent(NOW - 30 * MINUTE, 'agent.changed', { agent, state, ...(queues ? { queues } : {}) });

async function deskWith(events: readonly Sent[]) {
  const { ledger, apply, clock, intake } = workbench(createMemoryLedger(), { startedAt: NOW });
  const live = createLive({ ledger, sites: testSites, now: clock.now });
  const defaultSite = async () => 'main';
  await intake.take(events, { history: true });
  return createDesk({ ledger, live, apply, sites: testSites, model: null, now: clock.now, defaultSite });
}
const times = (number: number, of: (index: number) => readonly Sent[]): Sent[] =>
  Array.from({ length: number }, (_, index) => of(index)).flat();

describe('staffing of a queue', () => {
  test('has the arrivals and handling time of the last full hour, and who is there', async () => {
    const desk = await deskWith([
      ...times(20, (index) => answered(NOW - (5 + index * 2) * MINUTE, 10_000)),
      // What is older than the hour, or still in the slot under way, is no part of the rate.
      ...answered(NOW - 70 * MINUTE, 10_000),
      signIn('Ana', 'available'),
      signIn('Ben', 'available', ['sales', 'support']),
      signIn('Chen', 'paused', ['sales']),
      signIn('Dora', 'offline', ['sales']),
      signIn('Emil', 'available', ['support']),
    ]);
    const { queues, startedAt, endsAt } = await desk.staffing({ site: 'main', more: 2 });
    expect([startedAt, endsAt]).toEqual([NOW - 5 * MINUTE, NOW + 10 * MINUTE]);
    const [sales] = queues;
    expect(queues).toHaveLength(1);
    // Ana names no queue, but handled calls of this one; Ben serves another as well.
    expect(sales).toMatchObject({ queue: 'sales', arrivalsPerHour: 20, ahtMs: 180_000, agents: 2 });
    expect(sales).toMatchObject({ sharedAgents: 1, thresholdMs: 20_000, target: 0.8, agentsNeeded: 3 });
    const load = { arrivalsPerHour: 20, ahtMs: 180_000, thresholdMs: 20_000, patienceMs: null };
    expect(sales?.model).toBe('erlang-c');
    expect(sales?.asIs).toEqual(forecast({ ...load, agents: 2 }));
    expect(sales?.withMore).toEqual(forecast({ ...load, agents: 4 }));
    expect(sales?.atEnd.withMore).toBeGreaterThan(sales?.atEnd.asIs ?? 1);
  });

  test('fits patience to everybody who waited in the last fourteen days, answered or not', async () => {
    const desk = await deskWith([
      ...times(30, (index) => lost(NOW - 3 * DAY - index * MINUTE, 40_000, 'contact.abandoned')),
      ...times(10, (index) => lost(NOW - 2 * DAY - index * MINUTE, 4_000, 'contact.abandoned')),
      ...times(20, (index) => answered(NOW - DAY - index * MINUTE, 100_000)),
      ...times(4, (index) => lost(NOW - DAY - index * MINUTE, 90_000, 'contact.left', { reason: 'timeout' })),
      ...lost(NOW - 20 * DAY, 900_000, 'contact.abandoned'),
    ]);
    const { queues } = await desk.staffing({ site: 'main', more: 1 });
    const waitedMs = 30 * 40_000 + 10 * 4_000 + 20 * 100_000 + 4 * 90_000;
    expect(queues[0]).toMatchObject({ patienceMs: waitedMs / 40, abandoned: 40, note: null });
    // Nobody called within the hour, so there is nothing to forecast; handling times are those of the days before.
    expect(queues[0]).toMatchObject({ model: 'erlang-a', arrivalsPerHour: 0, ahtMs: 180_000 });
    expect(queues[0]).toMatchObject({ agentsNeeded: null, atEnd: { asIs: null, withMore: null } });
  });

  test('is told of inbound calls only, and of one queue when one is named', async () => {
    const desk = await deskWith([
      ...answered(NOW - 30 * MINUTE, 1_000),
      ...answered(NOW - 30 * MINUTE, 1_000, { queue: 'support' }),
      ...answered(NOW - 30 * MINUTE, 1_000, { queue: 'chats', channel: 'chat' }),
      ...answered(NOW - 30 * MINUTE, 1_000, { queue: 'calling', direction: 'outbound' }),
    ]);
    const namesOf = async (query: { queue?: string }) =>
      (await desk.staffing({ site: 'main', more: 1, ...query })).queues.map(({ queue }) => queue);
    expect(await namesOf({})).toEqual(['sales', 'support']);
    expect(await namesOf({ queue: 'support' })).toEqual(['support']);
    expect(await namesOf({ queue: 'chats' })).toEqual([]);
  });

  test('counts what was judged in the interval under way', async () => {
    const desk = await deskWith([
      ...times(4, () => answered(NOW - 4 * MINUTE, 30_000)),
      signIn('Ana', 'available', ['sales']),
    ]);
    const [sales] = (await desk.staffing({ site: 'main', more: 1 })).queues;
    expect(sales?.arrivalsPerHour).toBe(4);
    // Four misses so far, and of the four an hour as many as ten minutes bring.
    const expected = 4 / 6;
    expect(sales?.atEnd.asIs).toBeCloseTo((expected * sales!.asIs.serviceLevel!) / (4 + expected), 12);
    expect(sales?.atEnd.withMore).toBeCloseTo(
      (expected * sales!.withMore.serviceLevel!) / (4 + expected),
      12,
    );
  });
});
