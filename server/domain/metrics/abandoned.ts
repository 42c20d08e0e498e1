import { defineMetric } from '../metric.ts';

export const abandoned = defineMetric({
  id: 'abandoned',
  name: 'Abandoned',
  short: 'Abandoned',
  meaning: 'Segments whose customer hung up while waiting.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'the interval of the hang-up',
  better: 'lower',
  minimumSample: 0,
  follows: 'Floorlight',
  facts: ['abandoned'],
  numerator: { formula: 'abandoned', of: ({ abandoned }) => abandoned },
});
