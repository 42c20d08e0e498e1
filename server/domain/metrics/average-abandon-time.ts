import { defineMetric } from '../metric.ts';

export const avgAbandonTime = defineMetric({
  id: 'avgAbandonTime',
  name: 'Average time to abandon',
  short: 'Abandon time',
  meaning: 'Mean wait of abandoned segments, short ones left out.',
  unit: 'duration',
  countedIn: 'segment',
  attribution: 'the interval of the hang-up',
  better: 'neither',
  parameters: { shortLimit: '5 s, per queue and channel' },
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['abandonedWait', 'abandonedWaitMs'],
  numerator: {
    formula: 'wait of abandoned segments past the short limit',
    of: ({ abandonedWaitMs }) => abandonedWaitMs,
  },
  denominator: { formula: 'abandoned - shortAbandoned', of: ({ abandonedWait }) => abandonedWait },
});
