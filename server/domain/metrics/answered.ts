import { defineMetric } from '../metric.ts';

export const answered = defineMetric({
  id: 'answered',
  name: 'Answered',
  short: 'Answered',
  meaning: 'Segments that an agent answered.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'the interval of the answer',
  better: 'higher',
  minimumSample: 0,
  follows: 'Floorlight',
  facts: ['answered'],
  numerator: { formula: 'answered', of: ({ answered }) => answered },
});
