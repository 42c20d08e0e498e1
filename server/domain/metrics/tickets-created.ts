import { defineMetric } from '../metric.ts';

export const ticketsCreated = defineMetric({
  id: 'ticketsCreated',
  name: 'Tickets created',
  short: 'New tickets',
  meaning: 'Tickets that were created. A ticket begins with its first event; removed tickets count nowhere.',
  unit: 'count',
  countedIn: 'ticket',
  attribution: 'the interval of the creation',
  better: 'neither',
  minimumSample: 0,
  follows: 'the trade’s usual definition',
  facts: ['ticketsCreated'],
  numerator: { formula: 'tickets created', of: ({ ticketsCreated }) => ticketsCreated },
});
