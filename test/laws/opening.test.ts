import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Facts } from '#domain/cells.ts';
import { addSums } from '#domain/sums.ts';
import { daysIn } from '#domain/time.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { queryMetrics } from '../../server/flow/desk/metrics.ts';
import { addToOpening, readOpening } from '../../server/flow/opening.ts';
import { HISTORY_START, HISTORY_ZONE, history } from '../support/histories.ts';
import { holds } from '../support/seeds.ts';
import { testSites, workbench } from '../support/workbench.ts';

const DAY = 86_400_000;
const LONG_AGO = Date.parse('2025-10-01T00:00:00Z');
const SLOT = 300_000;

const nonZero = (facts: Facts) => Object.fromEntries(Object.entries(facts).filter(([, sum]) => sum !== 0));

test('what there was before any moment is the sum of every slot before it (V8)', async () => {
  const moment = fc.integer({ min: -200 * 288, max: 12 * 288 }).map((slots) => HISTORY_START + slots * SLOT);
  const property = fc.asyncProperty(history, moment, async (events, before) => {
    const { ledger, intake } = workbench(createMemoryLedger());
    await intake.take(events, { history: true });
    const all: Facts = {};
    for (const { name } of daysIn(HISTORY_ZONE, LONG_AGO, before)) {
      const groups = await ledger.groups('main', 'queue', name);
      for (const slots of (await ledger.slots('main', 'queue', name, groups)).values()) {
        for (const [slot, facts] of slots) if (slot < before) addSums(all, facts);
      }
    }
    const opening: Facts = {};
    addToOpening(opening, all);
    const found = await readOpening(ledger, { site: 'main', timeZone: HISTORY_ZONE, before });
    expect(nonZero(found)).toEqual(nonZero(opening));
  });
  await holds('openings', property, 60);
});

test('a range in intervals knows the same customers at each start as a range that begins there (V8)', async () => {
  const metrics = ['retentionRate', 'churnRate', 'revenueChurnRate'];
  const property = fc.asyncProperty(history, async (events) => {
    const { ledger, intake, clock } = workbench(createMemoryLedger());
    await intake.take(events, { history: true });
    const range = { site: 'main', metrics, groupBy: [], where: {} };
    const to = HISTORY_START + 6 * DAY;
    const ask = { ...range, from: HISTORY_START - 2 * DAY, to, interval: 'P1D' as const };
    const rows = await queryMetrics(ledger, testSites('main'), ask, clock.now());
    const starts = rows.map(({ start }) => start);
    for (const [place, row] of rows.entries()) {
      if (place === 0) continue;
      const alone = { ...range, from: row.start, to: starts[place + 1] ?? to };
      const [single] = await queryMetrics(ledger, testSites('main'), alone, clock.now());
      expect(row.values).toEqual(single?.values);
    }
  });
  await holds('openings of intervals', property, 25);
});
