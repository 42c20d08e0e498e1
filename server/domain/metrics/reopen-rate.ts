import { defineMetric } from '../metric.ts';

export const reopenRate = defineMetric({
  id: 'reopenRate',
  name: 'Reopen rate',
  short: 'Reopen rate',
  meaning: 'Share of resolved tickets that were opened again. A ticket counts once, however often.',
  unit: 'ratio',
  countedIn: 'ticket',
  attribution: 'the interval of the first resolution; a reopening counts there whenever it happens',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['ticketsFirstResolved', 'ticketsEverReopened'],
  numerator: {
    formula: 'resolved tickets that were opened again',
    of: ({ ticketsEverReopened }) => ticketsEverReopened,
  },
  denominator: {
    formula: 'tickets resolved at least once',
    of: ({ ticketsFirstResolved }) => ticketsFirstResolved,
  },
});
