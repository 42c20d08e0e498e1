import { expect, test } from 'vitest';
import { ownMetric } from '#domain/own-metric.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { testSites, workbench } from '../support/workbench.ts';

// A minute after midnight on the site's clock.
const NOW = Date.parse('2026-11-20T23:01:00Z');

const selfService = ownMetric({
  id: 'selfService',
  name: 'Self-service adoption',
  numerator: ['selfServed'],
  denominator: ['selfServed', 'assisted'],
  unit: 'ratio',
  better: 'higher',
  minimumSample: 1,
});

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

test('a metric of the site itself is told live and over a range, and has no contacts behind it (V2)', async () => {
  const sites = (site: string) => ({ ...testSites(site), metrics: [selfService] });
  const { ledger, apply, clock, intake } = workbench(createMemoryLedger(), { startedAt: NOW, sites });
  const live = createLive({ ledger, sites, now: clock.now });
  const desk = createDesk({
    ledger,
    live,
    apply,
    sites,
    model: null,
    now: clock.now,
    defaultSite: async () => 'main',
  });
  const count = (id: string, name: string, value: number, queue: string) => ({
    specversion: '1.0',
    id,
    source: 'web',
    type: 'count.added',
    time: new Date(NOW - 1_000).toISOString(),
    data: { name, value, dimensions: { queue } },
  });
  await intake.take([
    count('1', 'selfServed', 3, 'web'),
    count('2', 'assisted', 1, 'web'),
    count('3', 'assisted', 2, 'shop'),
  ]);
  const { total, queues } = await desk.live('main');
  expect(total.figures.selfService).toMatchObject({ value: 0.5, numerator: 3, denominator: 6 });
  expect(queues.map(({ queue, figures }) => [queue, figures.selfService?.value])).toEqual([
    ['shop', 0],
    ['web', 0.75],
  ]);
  const range = { site: 'main', from: NOW - 86_400_000, to: NOW, where: {} };
  const series = await desk.metrics({ ...range, metrics: ['selfService'], groupBy: ['channel'] });
  expect(series.map(({ values }) => values.selfService?.value)).toEqual([0.5]);
  await expect(desk.contacts({ ...range, metric: 'selfService', limit: 1 })).rejects.toThrow(
    'metric: selfService is not made of contacts, it counts in the unit "count"',
  );
});

test('customers and money are told live and over a range, money as the currency that it is in (V5, V8)', async () => {
  const { ledger, apply, clock, intake } = workbench(createMemoryLedger(), { startedAt: NOW });
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
  let count = 0;
  const tell = (type: string, data: object, at = NOW) => {
    count += 1;
    const event = {
      specversion: '1.0',
      id: `e${count}`,
      source: 'crm',
      time: new Date(at).toISOString(),
      data,
    };
    return intake.take([{ ...event, type }], { history: true });
  };
  const long = '2019-05-01';
  for (const customer of ['a', 'b', 'c', 'd'])
    await tell(
      'customer.changed',
      { customer, since: long, monthlyValue: 20, currency: 'EUR' },
      NOW - 40 * 86_400_000,
    );
  await live.at('main');
  await tell('customer.changed', { customer: 'new' });
  await tell('customer.churned', { customer: 'a', effectiveAt: new Date(NOW - 10_000).toISOString() });
  await tell('customer.ordered', { customer: 'b', orderId: 'o1', amount: 10.05, currency: 'EUR' });
  await tell('customer.ordered', { customer: 'c', orderId: 'o1', amount: 20, currency: 'EUR' });
  const range = { site: 'main', groupBy: [], where: {}, from: NOW - 60_000, to: NOW + 1 };
  const metrics = ['retentionRate', 'churnRate', 'revenueChurnRate', 'aov'];
  const [row] = await desk.metrics({ ...range, metrics });
  const expected = {
    retentionRate: { value: 0.75, numerator: 3, denominator: 4 },
    churnRate: { value: 0.25, numerator: 1, denominator: 4 },
    revenueChurnRate: { value: 0.25, numerator: 2_000, denominator: 8_000 },
    aov: { value: 15.025, denominator: 2, currency: 'EUR' },
  };
  expect(row?.values).toMatchObject(expected);
  expect((await desk.live('main')).total.figures).toMatchObject(expected);
  // Known only now, but it was so before the day began.
  await tell('customer.changed', { customer: 'e', since: long });
  expect((await desk.live('main')).total.figures.churnRate).toMatchObject({ value: 0.2, denominator: 5 });
});
