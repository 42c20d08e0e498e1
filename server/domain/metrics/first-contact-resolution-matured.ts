import { defineMetric } from '../metric.ts';
import { FCR_WINDOW_MS } from '../visits.ts';

export const fcrMatured = defineMetric({
  id: 'fcrMatured',
  name: 'First contact resolution, matured',
  short: 'FCR, matured',
  meaning:
    'First contact resolution of contacts that ended more than 7 days ago, which no repeat can change any more.',
  unit: 'ratio',
  countedIn: 'contact',
  attribution: 'the interval in which the contact ended; a repeat takes the credit back there',
  better: 'higher',
  target: 0.7,
  parameters: { window: '7 days' },
  minimumSample: 20,
  maturesAfterMs: FCR_WINDOW_MS,
  maturedOnly: true,
  follows: 'no-repeat definition; only contacts whose window has closed',
  facts: ['handledContacts', 'resolvedFirst'],
  numerator: {
    formula: 'handled, not marked unresolved, no further contact within 7 days',
    of: ({ resolvedFirst }) => resolvedFirst,
  },
  denominator: {
    formula: 'contacts handled with a known customer',
    of: ({ handledContacts }) => handledContacts,
  },
});
