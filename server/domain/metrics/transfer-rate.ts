import { defineMetric } from '../metric.ts';

export const transferRate = defineMetric({
  id: 'transferRate',
  name: 'Transfer rate',
  short: 'Transfers',
  meaning: 'Share of completed legs that ended in a transfer.',
  unit: 'ratio',
  countedIn: 'leg',
  attribution: 'the interval in which the leg completes',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['legs', 'transferred'],
  numerator: { formula: 'legs that ended in a transfer', of: ({ transferred }) => transferred },
  denominator: { formula: 'legs completed', of: ({ legs }) => legs },
});
