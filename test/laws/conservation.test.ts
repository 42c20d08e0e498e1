import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metrics } from '#domain/metrics/index.ts';
import { figuresOf, foldGroups } from '#domain/sums.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { HISTORY_START, history } from '../support/histories.ts';
import { holds } from '../support/seeds.ts';
import { testSites, workbench } from '../support/workbench.ts';

const DAY_MS = 86_400_000;
const whole = {
  site: 'main',
  metrics: ['offered', 'answered', 'abandoned', 'flowedOut', 'waiting'],
  from: HISTORY_START - 2 * DAY_MS,
  to: HISTORY_START + 12 * DAY_MS,
  where: {},
};

function deskOn(bench: ReturnType<typeof workbench>) {
  const { ledger, apply, clock } = bench;
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
  return { desk, live };
}

describe('conservation', () => {
  test('offered = answered + abandoned + flowedOut + waiting after every event (L2)', async () => {
    const property = fc.asyncProperty(history, async (events) => {
      // The clock stands before overdue ends would be closed, so that segments may really wait.
      const bench = workbench(createMemoryLedger(), { startedAt: HISTORY_START + 9 * DAY_MS });
      const { desk } = deskOn(bench);
      for (const event of events) {
        await bench.intake.take([event], { history: true });
        for (const groupBy of [[], ['queue'], ['channel'], ['direction'], ['team']] as const) {
          for (const row of await desk.metrics({ ...whole, groupBy })) {
            const { offered, answered, abandoned, flowedOut, waiting } = row.values;
            expect(offered?.value).toBe(
              (answered?.value ?? 0) +
                (abandoned?.value ?? 0) +
                (flowedOut?.value ?? 0) +
                (waiting?.value ?? 0),
            );
          }
        }
        const [total] = await desk.metrics({ ...whole, groupBy: [] });
        const waiting = await bench.ledger.list('main', 'waiting');
        expect(total?.values.waiting?.value).toBe(waiting.length);
      }
    });
    await holds('conservation', property, 40);
  });

  test('intervals, days and the whole add up to the same counts (L3)', async () => {
    const property = fc.asyncProperty(history, async (events) => {
      const bench = workbench(createMemoryLedger());
      const { desk } = deskOn(bench);
      await bench.intake.take(events, { history: true });
      const counts = { ...whole, groupBy: [], metrics: ['offered', 'answered', 'abandoned', 'flowedOut'] };
      const [total] = await desk.metrics(counts);
      for (const interval of ['PT5M', 'PT15M', 'PT30M', 'PT1H', 'P1D'] as const) {
        const rows = await desk.metrics({ ...counts, interval });
        expect(new Set(rows.map(({ start }) => start)).size).toBe(rows.length);
        for (const metric of counts.metrics) {
          const sum = rows.reduce((sum, { values }) => sum + (values[metric]?.value ?? 0), 0);
          expect(sum).toBe(total?.values[metric]?.value);
        }
      }
    });
    await holds('intervals add up', property, 25);
  });

  test('a rate of nothing is null, and never 0 (L6)', () => {
    for (const [id, figure] of Object.entries(figuresOf(metrics, {}))) {
      if (figure.denominator === null) continue;
      expect(`${id} ${figure.value}`).toBe(`${id} null`);
    }
  });

  test('the live copy says what a fresh reading of the ledger says (L3)', async () => {
    const property = fc.asyncProperty(history, async (events) => {
      const bench = workbench(createMemoryLedger(), { startedAt: HISTORY_START + 3_000_000 });
      const { live } = deskOn(bench);
      await live.at('main');
      for (const event of events) {
        await bench.intake.take([event], { history: true });
        const state = await live.at('main');
        const fresh =
          foldGroups(await bench.ledger.day('main', 'queue', state.day().name), () => '').get('') ?? {};
        expect(figuresOf(metrics, state.total())).toEqual(figuresOf(metrics, fresh));
      }
    });
    await holds('live copy', property, 40);
  });
});
