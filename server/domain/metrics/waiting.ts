import { defineMetric } from '../metric.ts';

export const waiting = defineMetric({
  id: 'waiting',
  name: 'Waiting',
  short: 'Waiting',
  meaning:
    'Segments that wait: on the live board those that wait now, in an interval how many more wait at its end than at its start.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'offered counts at entry, each exit at its own moment',
  better: 'lower',
  minimumSample: 0,
  follows: 'the conservation law: offered = answered + abandoned + flowedOut + waiting',
  facts: ['offered', 'answered', 'abandoned', 'flowedOut'],
  numerator: {
    formula: 'offered - answered - abandoned - flowedOut',
    of: ({ offered, answered, abandoned, flowedOut }) => offered - answered - abandoned - flowedOut,
  },
});
