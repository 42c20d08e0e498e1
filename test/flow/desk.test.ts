import { expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { testSites, workbench } from '../support/workbench.ts';

// A minute after midnight on the site's clock.
const NOW = Date.parse('2026-11-20T23:01:00Z');

test('who was offered before midnight and answered after it leaves nobody waiting, and never less', async () => {
  const { ledger, apply, clock, intake } = workbench(createMemoryLedger(), { startedAt: NOW });
  const live = createLive({ ledger, sites: testSites, now: clock.now });
  const defaultSite = async () => 'main';
  const desk = createDesk({
    ledger,
    live,
    apply,
    sites: testSites,
    model: null,
    now: clock.now,
    defaultSite,
  });
  const contact = { contactId: 'k1', queue: 'billing', channel: 'voice', direction: 'inbound' };
  const event = (id: string, type: string, secondsAgo: number, data: object) => ({
    specversion: '1.0',
    id,
    source: 'pbx',
    type,
    time: new Date(NOW - secondsAgo * 1000).toISOString(),
    data,
  });
  await intake.take([event('1', 'contact.offered', 90, contact)]);
  const before = await desk.live('main');
  expect(before.total).toMatchObject({ waiting: 1, oldestOfferedAt: NOW - 90_000 });
  expect(before.total.figures.waiting?.value).toBe(1);
  expect(before.queues.map(({ queue, waiting }) => [queue, waiting])).toEqual([['billing', 1]]);

  await intake.take([event('2', 'contact.answered', 20, { ...contact, agent: 'Ana' })]);
  const after = await desk.live('main');
  expect(after.total).toMatchObject({ waiting: 0, oldestOfferedAt: null });
  expect(after.total.figures).toMatchObject({
    waiting: { value: 0 },
    answered: { value: 1 },
    offered: { value: 0 },
  });
  expect(after.queues[0]?.figures.waiting?.value).toBe(0);
  const { rows } = await desk.contacts({
    site: 'main',
    metric: 'answered',
    where: { queue: 'billing' },
    from: before.dayStartedAt,
    to: NOW,
    limit: 10,
  });
  expect(rows.map(({ contactId }) => contactId)).toEqual(['k1']);
});
