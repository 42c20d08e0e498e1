import { describe, expect, test } from 'vitest';
import { addCounts } from '#domain/counts.ts';
import { codeOf, factOf } from '#domain/facts.ts';
import { figureOf } from '#domain/metric.ts';
import { conversionRate } from '#domain/metrics/conversion-rate.ts';
import { ownMetric } from '#domain/own-metric.ts';
import { slotOf } from '#domain/time.ts';
import { told } from '../support/stories.ts';

const engagement = ownMetric({
  id: 'socialEngagement',
  name: 'Social engagement of all channels',
  numerator: ['likes', 'shares'],
  denominator: ['impressions'],
  unit: 'ratio',
  better: 'higher',
  minimumSample: 100,
});

describe('counters', () => {
  test('an addition counts at its time, for the dimensions that we know (V1)', () => {
    const contribution = {};
    const dimensions = { queue: 'web', channel: 'chat', agent: 'Ana', page: 'start' };
    addCounts(contribution, [
      told.count([0, 'count.added', { name: 'visitors', value: 7, dimensions }]),
      told.count([1, 'count.added', { name: 'visitors', value: -2, dimensions }]),
      told.count([2, 'count.added', { name: 'visitors', value: 1, team: 'north' }]),
    ]);
    expect(contribution).toEqual({
      [`${slotOf(told.at(0))}|["web","chat","","","Ana"]`]: { 'count:visitors': 5 },
      [`${slotOf(told.at(0))}|["","","","north",""]`]: { 'count:visitors': 1 },
    });
  });

  test('a counter of any name goes through the ledger and comes back', () => {
    for (const name of ['visitors', 'a.b-c_d', 'of']) {
      const code = codeOf(`count:${name}`);
      expect(code).not.toContain(':');
      expect(factOf(code)).toBe(`count:${name}`);
    }
    expect(factOf('of')).toBe('offered');
    expect(factOf('zz.later')).toBeUndefined();
    expect(factOf('zz')).toBeUndefined();
  });

  test('conversions are counted over visitors, never the inverse', () => {
    const sums = { 'count:conversions': 3, 'count:visitors': 120 };
    expect(figureOf(conversionRate, sums)).toMatchObject({ value: 0.025, numerator: 3, denominator: 120 });
    expect(figureOf(conversionRate, { 'count:conversions': 3 }).value).toBeNull();
  });

  test('a ratio of a site adds up the counters of either side (V2)', () => {
    const sums = { 'count:likes': 6, 'count:shares': 2, 'count:impressions': 80, 'count:visits': 9 };
    expect(figureOf(engagement, sums)).toEqual({
      value: 0.1,
      numerator: 8,
      denominator: 80,
      n: 80,
      provisional: true,
    });
    expect(figureOf(engagement, {}).value).toBeNull();
    expect(engagement).toMatchObject({ short: 'Social engageme…', countedIn: 'count' });
  });
});
