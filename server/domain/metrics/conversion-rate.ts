import { defineMetric } from '../metric.ts';

export const conversionRate = defineMetric({
  id: 'conversionRate',
  name: 'Conversion rate',
  short: 'Conversion',
  meaning: 'Share of visitors who did what they were meant to: the counter "conversions" over "visitors".',
  unit: 'ratio',
  countedIn: 'count',
  attribution: 'the interval in which each was counted',
  better: 'higher',
  minimumSample: 100,
  follows: 'conversions over visitors, never the inverse',
  facts: ['count:conversions', 'count:visitors'],
  numerator: { formula: 'conversions', of: (sums) => sums['count:conversions'] },
  denominator: { formula: 'visitors', of: (sums) => sums['count:visitors'] },
});
