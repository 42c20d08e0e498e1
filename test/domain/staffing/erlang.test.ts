import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { erlangA } from '#domain/staffing/erlang-a.ts';
import { erlangC } from '#domain/staffing/erlang-c.ts';
import type { Forecast } from '#domain/staffing/load.ts';
import { holds } from '../../support/seeds.ts';

const load = (arrivalsPerHour: number, ahtSeconds: number, agents: number) => ({
  arrivalsPerHour,
  ahtMs: ahtSeconds * 1_000,
  agents,
  thresholdMs: 20_000,
});
const percent = (share: number | null, digits: number) => ((share ?? Number.NaN) * 100).toFixed(digits);
const seconds = (ms: number | null, digits: number) => ((ms ?? Number.NaN) / 1_000).toFixed(digits);

describe('Erlang C', () => {
  test.each([
    [200, 180, 13, '79.56', '17.12', '76.9'],
    [200, 180, 14, '88.84', '7.84', '71.4'],
    [360, 240, 28, '76.13', '19.99', '85.7'],
    [2880, 60, 49, '40.04', '50.2', '98.0'],
  ])('of %d calls of %d s for %d agents', (calls, aht, agents, level, wait, occupancy) => {
    const told = erlangC(load(calls, aht, agents));
    const digits = wait.split('.')[1]!.length;
    expect([percent(told.serviceLevel, 2), seconds(told.waitMs, digits), percent(told.occupancy, 1)]).toEqual(
      [level, wait, occupancy],
    );
    expect(told.abandonment).toBe(null);
  });

  test('of more work than agents never ends', () => {
    for (const agents of [9, 10]) {
      expect(erlangC(load(200, 180, agents))).toMatchObject({ serviceLevel: 0, waitMs: null, occupancy: 1 });
    }
    expect(erlangC(load(200, 180, 0))).toMatchObject({ serviceLevel: 0, waitMs: null, occupancy: null });
  });

  test('of no work is nothing', () => {
    expect(erlangC(load(0, 180, 5))).toMatchObject({ serviceLevel: null, waitMs: null, occupancy: 0 });
    expect(erlangC(load(0, 180, 0)).occupancy).toBe(null);
  });
});

describe('Erlang A', () => {
  test.each([
    [200, 180, 12, 120, '82.6', '7.39', '6.16', '78.2'],
    [2880, 60, 50, 120, '94.3', '3.71', '3.09', '93.0'],
  ])(
    'of %d calls of %d s for %d agents and a patience of %d s',
    (calls, aht, agents, patience, ...expected) => {
      const told = erlangA({ ...load(calls, aht, agents), patienceMs: patience * 1_000 });
      expect([
        percent(told.serviceLevel, 1),
        seconds(told.waitMs, 2),
        percent(told.abandonment, 2),
        percent(told.occupancy, 1),
      ]).toEqual(expected);
    },
  );

  test('agrees with its own birth-and-death chain, summed state by state', async () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 10, max: 900 }),
      fc.integer({ min: 1, max: 150 }),
      fc.integer({ min: 5, max: 900 }),
      (calls, aht, agents, patience) => {
        const told = erlangA({ ...load(calls, aht, agents), patienceMs: patience * 1_000 });
        const chain = chainOf(calls / 3_600, 1 / aht, agents, 1 / patience);
        expect(told.abandonment).toBeCloseTo(chain.abandonment, 9);
        expect(told.occupancy).toBeCloseTo(chain.occupancy, 9);
        expect((told.waitMs ?? 0) / 1_000).toBeCloseTo(chain.wait, 6);
      },
    );
    await holds('Erlang A', property, 200);
  });

  test('becomes Erlang C where patience is endless', () => {
    const patient = erlangA({ ...load(200, 180, 13), patienceMs: 1e12 });
    const endless = erlangC(load(200, 180, 13));
    expect(patient.serviceLevel).toBeCloseTo(endless.serviceLevel!, 6);
    expect(patient.waitMs! / 1_000).toBeCloseTo(endless.waitMs! / 1_000, 3);
  });

  test('holds for loads of any size, and more agents never make it worse', async () => {
    const property = fc.property(
      fc.double({ min: 0.1, max: 1e6, noNaN: true }),
      fc.double({ min: 1, max: 20_000, noNaN: true }),
      fc.integer({ min: 0, max: 5_000 }),
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      (calls, aht, agents, patience) => {
        const of = (count: number): Forecast =>
          erlangA({ ...load(calls, aht, count), patienceMs: patience * 1_000, shortLimitMs: 5_000 });
        const [less, more] = [of(agents), of(agents + 1)];
        for (const { serviceLevel, abandonment, judged, waitMs } of [less, more]) {
          for (const share of [serviceLevel, abandonment, judged]) expectShare(share);
          expect(waitMs).toBeGreaterThanOrEqual(0);
          expect(serviceLevel!).toBeLessThanOrEqual(judged + 1e-9);
          expect(serviceLevel! + abandonment!).toBeLessThanOrEqual(1 + 1e-9);
        }
        expectShare(more.occupancy);
        expect(more.serviceLevel!).toBeGreaterThanOrEqual(less.serviceLevel! - 1e-9);
        expect(more.abandonment!).toBeLessThanOrEqual(less.abandonment! + 1e-9);
      },
    );
    await holds('Erlang A of any size', property, 200);
  });

  test('without agents loses everybody, without work says nothing', () => {
    const nobody = erlangA({ ...load(200, 180, 0), patienceMs: 120_000, shortLimitMs: 5_000 });
    expect(nobody).toMatchObject({ serviceLevel: 0, waitMs: 120_000, abandonment: 1, occupancy: null });
    expect(nobody.judged).toBeCloseTo(Math.exp(-5 / 120), 12);
    expect(erlangA({ ...load(0, 180, 2), patienceMs: 120_000 })).toMatchObject({
      serviceLevel: null,
      abandonment: null,
      occupancy: 0,
    });
    expect(erlangA({ ...load(0, 180, 0), patienceMs: 120_000 }).occupancy).toBe(null);
  });
});

function expectShare(share: number | null): void {
  expect(share).toBeGreaterThanOrEqual(-1e-12);
  expect(share).toBeLessThanOrEqual(1 + 1e-9);
}

/** The same by another way: the probabilities of 0, 1, 2 ... contacts present, each from the one before. */
function chainOf(arrivals: number, answers: number, agents: number, leaves: number) {
  const logs = [0];
  for (let present = 1; present < agents + 20_000; present += 1) {
    const rate = Math.min(present, agents) * answers + Math.max(0, present - agents) * leaves;
    const log = logs[present - 1]! + Math.log(arrivals / rate);
    logs.push(log);
    if (present > agents && arrivals < rate && log < Math.max(...logs.slice(-500)) - 45) break;
  }
  const highest = logs.reduce((most, log) => Math.max(most, log));
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of: (present: number) => number) =>
    weights.reduce((sum, weight, present) => sum + weight * of(present), 0) / total;
  const queue = mean((present) => Math.max(0, present - agents));
  return {
    abandonment: (queue * leaves) / arrivals,
    occupancy: mean((present) => Math.min(present, agents)) / agents,
    wait: queue / arrivals,
  };
}
