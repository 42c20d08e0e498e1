import { defineMetric } from '../metric.ts';

export const flowedOut = defineMetric({
  id: 'flowedOut',
  name: 'Flowed out',
  short: 'Flowed out',
  meaning: 'Segments that left the queue unanswered without hanging up: time-out, overflow, key, callback.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'the interval of leaving',
  better: 'lower',
  minimumSample: 0,
  follows: 'Floorlight',
  facts: ['flowedOut'],
  numerator: { formula: 'flowedOut', of: ({ flowedOut }) => flowedOut },
});
