import { expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { queryMetrics } from '../../server/flow/desk/metrics.ts';
import { testSites, workbench } from '../support/workbench.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');

test('first contact resolution is provisional until its window closes, and the matured one waits for that (F3)', async () => {
  const { ledger, intake } = workbench(createMemoryLedger(), { startedAt: NOW });
  let count = 0;
  const call = async (customer: string, at: number) => {
    count += 1;
    const base = { contactId: `k${count}`, queue: 'billing', agent: 'Ana' };
    const event = (type: string, after: number, data: object) => ({
      specversion: '1.0',
      id: `${type}-${count}`,
      source: 'pbx',
      type,
      time: new Date(at + after).toISOString(),
      data,
    });
    await intake.take(
      [
        event('contact.offered', 0, { ...base, customer, channel: 'voice', direction: 'inbound' }),
        event('contact.answered', 5_000, base),
        event('contact.ended', 65_000, base),
      ],
      { history: true },
    );
  };
  await call('comes back', NOW - 9 * DAY);
  await call('comes back', NOW - 8 * DAY);
  await call('stays away', NOW - 8 * DAY);
  await call('called today', NOW - 3_600_000);

  const ask = async (from: number, to: number) => {
    const query = { site: 'main', metrics: ['fcr', 'fcrMatured'], groupBy: [], where: {}, from, to };
    const [row] = await queryMetrics(ledger, testSites('main'), query, NOW);
    const { fcr, fcrMatured } = row?.values ?? {};
    return [
      [fcr?.numerator, fcr?.denominator, fcr?.provisional],
      [fcrMatured?.numerator, fcrMatured?.denominator],
    ];
  };
  expect(await ask(NOW - 10 * DAY, NOW)).toEqual([
    [3, 4, true],
    [2, 3],
  ]);
  expect(await ask(NOW - DAY, NOW)).toEqual([
    [1, 1, true],
    [0, 0],
  ]);
  // Three contacts are few, so an old figure is provisional for that reason alone.
  expect((await ask(NOW - 10 * DAY, NOW - 7 * DAY))[0]).toEqual([2, 3, true]);
});
