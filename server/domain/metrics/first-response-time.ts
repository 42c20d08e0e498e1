import { defineMetric } from '../metric.ts';

export const firstResponseTime = defineMetric({
  id: 'firstResponseTime',
  name: 'First response time',
  short: 'First response',
  meaning:
    'Mean wait for the first public reply of a person, from the creation of the ticket, or from the customer’s first message when an agent created it. Bots and internal notes do not count. By the calendar.',
  unit: 'duration',
  countedIn: 'ticket',
  attribution: 'the interval of the response',
  better: 'lower',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['firstResponses', 'firstResponseMs'],
  numerator: { formula: 'wait for first responses', of: ({ firstResponseMs }) => firstResponseMs },
  denominator: { formula: 'tickets first responded to', of: ({ firstResponses }) => firstResponses },
});
