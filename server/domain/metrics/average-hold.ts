import { defineMetric } from '../metric.ts';

export const avgHold = defineMetric({
  id: 'avgHold',
  name: 'Average hold time',
  short: 'Hold',
  meaning: 'Mean hold of a completed leg.',
  unit: 'duration',
  countedIn: 'leg',
  attribution: 'the interval in which the leg completes',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['legs', 'holdMs'],
  numerator: { formula: 'hold', of: ({ holdMs }) => holdMs },
  denominator: { formula: 'legs completed', of: ({ legs }) => legs },
});
