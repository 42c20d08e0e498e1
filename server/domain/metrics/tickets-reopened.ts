import { defineMetric } from '../metric.ts';

export const ticketsReopened = defineMetric({
  id: 'ticketsReopened',
  name: 'Reopenings',
  short: 'Reopened',
  meaning: 'How often resolved tickets were opened again.',
  unit: 'count',
  countedIn: 'ticket',
  attribution: 'the interval of the reopening',
  better: 'lower',
  minimumSample: 0,
  follows: 'the trade’s usual definition',
  facts: ['ticketReopenings'],
  numerator: { formula: 'reopenings', of: ({ ticketReopenings }) => ticketReopenings },
});
