import { defineMetric } from '../metric.ts';

export const avgWrapup = defineMetric({
  id: 'avgWrapup',
  name: 'Average wrap-up time',
  short: 'Wrap-up',
  meaning: 'Mean after-call work of a completed leg.',
  unit: 'duration',
  countedIn: 'leg',
  attribution: 'the interval in which the leg completes',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['legs', 'wrapupMs'],
  numerator: { formula: 'wrap-up', of: ({ wrapupMs }) => wrapupMs },
  denominator: { formula: 'legs completed', of: ({ legs }) => legs },
});
