import { defineMetric } from '../metric.ts';

export const occupancy = defineMetric({
  id: 'occupancy',
  name: 'Occupancy',
  short: 'Occupancy',
  meaning:
    'Share of their ready time that agents spend on contacts; wrap-up is handling, paused time is left out.',
  unit: 'ratio',
  countedIn: 'agent',
  attribution: 'agent time is prorated over the intervals that it covers',
  better: 'neither',
  minimumSample: 60000,
  follows: 'the trade’s usual definition',
  facts: ['handlingMs', 'availableMs'],
  numerator: { formula: 'handling', of: ({ handlingMs }) => handlingMs },
  denominator: {
    formula: 'handling + available idle',
    of: ({ handlingMs, availableMs }) => handlingMs + availableMs,
  },
});
