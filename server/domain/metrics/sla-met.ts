import { defineMetric } from '../metric.ts';

export const slaMet = defineMetric({
  id: 'slaMet',
  name: 'Responses in time',
  short: 'SLA met',
  meaning:
    'Share of the judged tickets whose first response came within the target. Each ticket is judged once, at its deciding moment; one that is resolved without a response before the target passes is not judged.',
  unit: 'ratio',
  countedIn: 'ticket',
  attribution: 'the interval of the response, or of the moment at which the target passed',
  better: 'higher',
  target: 0.9,
  parameters: { target: '4 h by the calendar, per group' },
  minimumSample: 20,
  follows: 'the trade’s usual definition, judged like the service level',
  facts: ['responsesInTime', 'responsesLate'],
  numerator: { formula: 'first responses within the target', of: ({ responsesInTime }) => responsesInTime },
  denominator: {
    formula: 'first responses within the target + tickets without one when it passed',
    of: ({ responsesInTime, responsesLate }) => responsesInTime + responsesLate,
  },
});
