import { defineMetric } from '../metric.ts';

export const backlog = defineMetric({
  id: 'backlog',
  name: 'Backlog',
  short: 'Backlog',
  meaning:
    'Open tickets: on the live board those that are open now, in an interval how many more are open at its end than at its start.',
  unit: 'count',
  countedIn: 'ticket',
  attribution: 'creation, resolutions and reopenings at their own moments',
  better: 'lower',
  minimumSample: 0,
  follows: 'the conservation law: created = resolved + open',
  facts: ['ticketsCreated', 'ticketResolutions', 'ticketReopenings'],
  numerator: {
    formula: 'created - resolved + reopened',
    of: ({ ticketsCreated, ticketResolutions, ticketReopenings }) =>
      ticketsCreated - ticketResolutions + ticketReopenings,
  },
});
