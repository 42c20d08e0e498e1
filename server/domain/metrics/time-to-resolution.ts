import { defineMetric } from '../metric.ts';

export const timeToResolution = defineMetric({
  id: 'timeToResolution',
  name: 'Time to resolution',
  short: 'ART',
  meaning:
    'Mean time from the creation of a ticket to its last resolution. A reopening takes the resolution back until the ticket is resolved again. By the calendar.',
  unit: 'duration',
  countedIn: 'ticket',
  attribution: 'the interval of the last resolution',
  better: 'lower',
  minimumSample: 20,
  follows: 'ART: total resolution time / tickets resolved',
  facts: ['ticketsResolved', 'resolutionMs'],
  numerator: { formula: 'total resolution time', of: ({ resolutionMs }) => resolutionMs },
  denominator: { formula: 'tickets resolved', of: ({ ticketsResolved }) => ticketsResolved },
});
