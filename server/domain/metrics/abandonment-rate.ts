import { defineMetric } from '../metric.ts';

export const abandonmentRate = defineMetric({
  id: 'abandonmentRate',
  name: 'Abandonment rate',
  short: 'Abandonment',
  meaning:
    'Share of the segments that could be served whose customer gave up; hanging up within the short limit does not count.',
  unit: 'ratio',
  countedIn: 'segment',
  attribution: 'the interval of each segment’s own exit',
  better: 'lower',
  target: 0.05,
  parameters: { shortLimit: '5 s, per queue and channel' },
  minimumSample: 20,
  follows: 'Floorlight default; flow-outs stay in the denominator',
  facts: ['offered', 'answered', 'abandoned', 'shortAbandoned', 'flowedOut'],
  numerator: {
    formula: 'abandoned - shortAbandoned',
    of: ({ abandoned, shortAbandoned }) => abandoned - shortAbandoned,
  },
  denominator: {
    formula: 'offered - shortAbandoned - waiting',
    of: ({ answered, abandoned, shortAbandoned, flowedOut }) =>
      answered + abandoned + flowedOut - shortAbandoned,
  },
});
