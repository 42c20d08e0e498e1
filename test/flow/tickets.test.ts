import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { testSites, workbench } from '../support/workbench.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T08:00:00Z');
let count = 0;
const event = (type: string, at: number, data: Record<string, unknown>) => {
  count += 1;
  const time = new Date(START + at).toISOString();
  return { specversion: '1.0', id: `e${count}`, source: 'test/desk', type, time, data };
};

function deskAt(at: number) {
  const { ledger, intake, apply, clock } = workbench(createMemoryLedger(), { startedAt: START + at });
  const live = createLive({ ledger, sites: testSites, now: clock.now });
  const desk = createDesk({
    ledger,
    live,
    apply,
    sites: testSites,
    model: null,
    now: clock.now,
    defaultSite: async () => 'main',
  });
  return { desk, intake, clock };
}
const range = { site: 'main', from: START - HOUR, to: START + 48 * HOUR, where: {} };

describe('open tickets', () => {
  test('are counted and aged as of now, those of days before too', async () => {
    const { desk, intake } = deskAt(30 * HOUR);
    await intake.take(
      [
        event('ticket.created', 0, { ticketId: 't1', group: 'billing' }),
        event('ticket.created', 20 * HOUR, { ticketId: 't2', group: 'billing' }),
        event('ticket.created', 28 * HOUR, { ticketId: 't3', group: 'desk' }),
        event('ticket.created', 29 * HOUR, { ticketId: 't4', group: 'desk' }),
        event('ticket.resolved', 29 * HOUR, { ticketId: 't4' }),
      ],
      { history: true },
    );
    const { total, queues } = await desk.live('main');
    expect(total.figures.backlog?.value).toBe(3);
    expect(total.figures.backlogAge).toMatchObject({ value: (30 + 10 + 2) * (HOUR / 3), n: 3 });
    expect(total.figures.oldestTicket?.value).toBe(30 * HOUR);
    expect(queues.map(({ queue, figures }) => [queue, figures.backlog?.value])).toEqual([
      ['billing', 2],
      ['desk', 1],
    ]);
    const rows = await desk.metrics({ ...range, metrics: ['backlogAge'], groupBy: ['queue'] });
    expect(rows.map(({ group, values }) => [group.queue, values.backlogAge?.value])).toEqual([
      ['billing', 20 * HOUR],
      ['desk', 2 * HOUR],
    ]);
    const ofDesk = await desk.metrics({
      ...range,
      metrics: ['oldestTicket'],
      groupBy: [],
      where: { queue: 'desk' },
    });
    expect(ofDesk.map(({ values }) => values.oldestTicket?.value)).toEqual([2 * HOUR]);
  });

  test('of which one is resolved show at once on the live copy, and have no age in the past', async () => {
    const { desk, intake } = deskAt(30 * HOUR);
    await intake.take([event('ticket.created', 0, { ticketId: 't1' })], { history: true });
    expect((await desk.live('main')).total.figures.backlog?.value).toBe(1);
    await intake.take([event('ticket.closed', 2 * HOUR, { ticketId: 't1' })], { history: true });
    const { total } = await desk.live('main');
    expect(total.figures.backlog?.value).toBe(0);
    expect(total.figures.backlogAge?.value).toBeNull();
    const days = await desk.metrics({ ...range, metrics: ['backlogAge'], groupBy: [], interval: 'P1D' });
    expect(new Set(days.map(({ values }) => values.backlogAge?.value))).toEqual(new Set([null]));
  });

  test('become late by themselves when the target passes (H7)', async () => {
    const { desk, intake, clock } = deskAt(HOUR);
    await intake.take([event('ticket.created', 0, { ticketId: 't1' })], { history: true });
    const ask = async () => {
      const [row] = await desk.metrics({ ...range, metrics: ['slaMet'], groupBy: [] });
      return row?.values.slaMet;
    };
    expect(await ask()).toMatchObject({ value: null, n: 0 });
    clock.advance(4 * HOUR);
    expect(await ask()).toMatchObject({ value: 0, n: 1 });
  });

  test('can not be listed as contacts', async () => {
    const { desk } = deskAt(HOUR);
    await expect(desk.contacts({ ...range, metric: 'backlog', limit: 10 })).rejects.toThrow(
      'backlog counts tickets; only contacts can be listed so far',
    );
  });
});

describe('a survey about a ticket', () => {
  test('belongs to the group of the ticket and to whoever worked on it last (S7)', async () => {
    const { desk, intake } = deskAt(30 * HOUR);
    const survey = { surveyId: 's1', kind: 'csat', ticketId: 't1' };
    await intake.take(
      [
        event('survey.answered', 3 * HOUR, { ...survey, scale: '1-5', score: 5 }),
        event('ticket.created', 0, { ticketId: 't1', group: 'billing' }),
        event('ticket.resolved', HOUR, { ticketId: 't1', agent: 'Ana' }),
      ],
      { history: true },
    );
    const rows = await desk.metrics({ ...range, metrics: ['csat'], groupBy: ['queue', 'agent'] });
    expect(rows.map(({ group, values }) => [group, values.csat?.n])).toEqual([
      [{ queue: 'billing', agent: 'Ana' }, 1],
    ]);
  });
});
