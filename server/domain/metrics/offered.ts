import { defineMetric } from '../metric.ts';

export const offered = defineMetric({
  id: 'offered',
  name: 'Offered',
  short: 'Offered',
  meaning: 'Segments that entered a queue.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'the interval in which the segment entered the queue',
  better: 'neither',
  minimumSample: 0,
  follows: 'Floorlight',
  facts: ['offered'],
  numerator: { formula: 'offered', of: ({ offered }) => offered },
});
