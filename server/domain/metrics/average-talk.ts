import { defineMetric } from '../metric.ts';

export const avgTalk = defineMetric({
  id: 'avgTalk',
  name: 'Average talk time',
  short: 'Talk',
  meaning: 'Mean talk of a completed leg.',
  unit: 'duration',
  countedIn: 'leg',
  attribution: 'the interval in which the leg completes',
  better: 'neither',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['legs', 'talkMs'],
  numerator: { formula: 'talk', of: ({ talkMs }) => talkMs },
  denominator: { formula: 'legs completed', of: ({ legs }) => legs },
});
