import { defineMetric } from '../metric.ts';

export const ticketsResolved = defineMetric({
  id: 'ticketsResolved',
  name: 'Tickets resolved',
  short: 'Resolved',
  meaning:
    'Tickets that were resolved, or closed without a word about it, and not opened again since. A reopening takes the count back until the ticket is resolved again.',
  unit: 'count',
  countedIn: 'ticket',
  attribution: 'the interval of the last resolution',
  better: 'higher',
  minimumSample: 0,
  follows: 'Floorlight: created = resolved + open, at any moment',
  facts: ['ticketsResolved'],
  numerator: { formula: 'tickets resolved', of: ({ ticketsResolved }) => ticketsResolved },
});
