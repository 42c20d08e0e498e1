import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentsNeeded, forecast, modelOf } from '#domain/staffing/forecast.ts';
import { fitPatience } from '#domain/staffing/patience.ts';
import { whatIf } from '#domain/staffing/what-if.ts';
import { holds } from '../../support/seeds.ts';

const load = { arrivalsPerHour: 200, ahtMs: 180_000, thresholdMs: 20_000, patienceMs: null };

describe('the agents needed', () => {
  test('are the fewest that reach the target', () => {
    // Erlang C gives 79.56 % with 13 agents and 88.84 % with 14.
    expect(agentsNeeded(load, 0.79)).toBe(13);
    expect(agentsNeeded(load, 0.8)).toBe(14);
    expect(agentsNeeded({ ...load, patienceMs: 120_000 }, 0.8)).toBe(12);
  });

  test('are none that anybody could name for a target of more than everybody, or for no work', () => {
    expect(agentsNeeded({ ...load, patienceMs: 120_000 }, 1.01)).toBe(null);
    expect(agentsNeeded({ ...load, arrivalsPerHour: 0 }, 0.8)).toBe(null);
    expect(agentsNeeded({ ...load, ahtMs: 0 }, 0.8)).toBe(null);
  });

  test('reach it, and one fewer does not', async () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 3_000 }),
      fc.integer({ min: 10, max: 1_200 }),
      fc.option(fc.integer({ min: 5, max: 900 })),
      fc.integer({ min: 1, max: 99 }),
      (arrivalsPerHour, aht, patience, target) => {
        const patienceMs = patience === null ? null : patience * 1_000;
        const of = { arrivalsPerHour, ahtMs: aht * 1_000, thresholdMs: 20_000, patienceMs };
        const agents = agentsNeeded(of, target / 100)!;
        expect(forecast({ ...of, agents }).serviceLevel).toBeGreaterThanOrEqual(target / 100);
        expect(forecast({ ...of, agents: agents - 1 }).serviceLevel).toBeLessThan(target / 100);
      },
    );
    await holds('agents needed', property, 100);
  });

  test('are counted by Erlang A only where patience is known', () => {
    expect([modelOf(load), modelOf({ patienceMs: 1 })]).toEqual(['erlang-c', 'erlang-a']);
  });
});

describe('patience', () => {
  test('is the time that everybody waited over the number who gave up', () => {
    expect(fitPatience({ abandoned: 40, waitedMs: 4_800_000 })).toEqual({
      patienceMs: 120_000,
      abandoned: 40,
      note: null,
    });
  });

  test('of few is told with a note, of none not at all', () => {
    expect(fitPatience({ abandoned: 29, waitedMs: 2_900_000 })).toMatchObject({
      patienceMs: 100_000,
      note: 'few',
    });
    expect(fitPatience({ abandoned: 0, waitedMs: 5_000 })).toMatchObject({ patienceMs: null, note: 'none' });
    expect(fitPatience({ abandoned: 3, waitedMs: 0 })).toMatchObject({ patienceMs: null, note: 'none' });
  });

  test('is found again in waits that answers cut short', () => {
    // Waits until an answer and patiences, spread evenly over their distributions, each with each.
    const spread = (meanMs: number) =>
      Array.from({ length: 400 }, (_, index) => -meanMs * Math.log((index + 0.5) / 400));
    let [abandoned, waitedMs] = [0, 0];
    for (const patience of spread(120_000)) {
      for (const answer of spread(30_000)) {
        waitedMs += Math.min(patience, answer);
        if (patience < answer) abandoned += 1;
      }
    }
    const { patienceMs } = fitPatience({ abandoned, waitedMs });
    expect(Math.abs(patienceMs! / 120_000 - 1)).toBeLessThan(0.01);
  });
});

describe('with more agents', () => {
  test('the service level is that of so many agents', () => {
    const { asIs, withMore, atEnd } = whatIf({ ...load, agents: 12, more: 1 });
    expect(asIs).toEqual(forecast({ ...load, agents: 12 }));
    expect(withMore).toEqual(forecast({ ...load, agents: 13 }));
    expect(atEnd).toEqual({ asIs: asIs.serviceLevel, withMore: withMore.serviceLevel });
  });

  test('what was judged so far in the interval stays judged', () => {
    // 200 an hour: 25 more in 7.5 minutes, 79.56 % of them hits with 13 agents.
    const underway = { hits: 5, misses: 20, remainingMs: 450_000 };
    const { atEnd } = whatIf({ ...load, agents: 13, more: 1 }, underway);
    expect(atEnd.asIs).toBeCloseTo((5 + 25 * 0.7956) / 50, 4);
    expect(atEnd.withMore).toBeCloseTo((5 + 25 * 0.8884) / 50, 4);
  });

  test('short abandons are not judged, as in the catalogue', () => {
    const impatient = { ...load, patienceMs: 120_000, shortLimitMs: 5_000, agents: 12, more: 0 };
    const { asIs, atEnd } = whatIf(impatient);
    expect(asIs.judged).toBeLessThan(1);
    expect(atEnd.asIs).toBeCloseTo(asIs.serviceLevel! / asIs.judged, 12);
  });

  test('of nothing is nothing, and fewer than nobody are nobody', () => {
    expect(whatIf({ ...load, arrivalsPerHour: 0, agents: 3, more: 1 }).atEnd.asIs).toBe(null);
    expect(whatIf({ ...load, ahtMs: 0, agents: 3, more: 1 }).atEnd.asIs).toBe(null);
    const { withMore } = whatIf({ ...load, agents: 2, more: -5 });
    expect(withMore).toEqual(forecast({ ...load, agents: 0 }));
  });
});
