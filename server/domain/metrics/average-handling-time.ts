import { defineMetric } from '../metric.ts';

export const aht = defineMetric({
  id: 'aht',
  name: 'Average handling time',
  short: 'AHT',
  meaning:
    'Talk, hold and wrap-up of a completed leg, on average. A source that reports no hold or wrap-up has them in talk, or not at all.',
  unit: 'duration',
  countedIn: 'leg',
  attribution: 'the interval in which the leg completes',
  better: 'lower',
  target: 300000,
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['legs', 'talkMs', 'holdMs', 'wrapupMs'],
  numerator: {
    formula: 'talk + hold + wrap-up',
    of: ({ talkMs, holdMs, wrapupMs }) => talkMs + holdMs + wrapupMs,
  },
  denominator: { formula: 'legs completed', of: ({ legs }) => legs },
});
