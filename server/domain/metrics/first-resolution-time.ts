import { defineMetric } from '../metric.ts';

export const firstResolutionTime = defineMetric({
  id: 'firstResolutionTime',
  name: 'First resolution time',
  short: '1st resolution',
  meaning: 'Mean time from the creation of a ticket to its first resolution. By the calendar.',
  unit: 'duration',
  countedIn: 'ticket',
  attribution: 'the interval of the first resolution',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['ticketsFirstResolved', 'firstResolutionMs'],
  numerator: { formula: 'time to first resolutions', of: ({ firstResolutionMs }) => firstResolutionMs },
  denominator: {
    formula: 'tickets resolved at least once',
    of: ({ ticketsFirstResolved }) => ticketsFirstResolved,
  },
});
