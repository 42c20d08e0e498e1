import { defineMetric } from '../metric.ts';

export const asa = defineMetric({
  id: 'asa',
  name: 'Average speed of answer',
  short: 'ASA',
  meaning: 'Mean wait of answered segments.',
  unit: 'duration',
  countedIn: 'segment',
  attribution: 'the interval of the answer',
  better: 'lower',
  target: 20000,
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['answeredWait', 'answeredWaitMs'],
  numerator: { formula: 'wait of answered segments', of: ({ answeredWaitMs }) => answeredWaitMs },
  denominator: { formula: 'answered segments whose wait is known', of: ({ answeredWait }) => answeredWait },
});
