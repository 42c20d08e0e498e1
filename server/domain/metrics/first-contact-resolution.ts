import { defineMetric } from '../metric.ts';
import { FCR_WINDOW_MS } from '../visits.ts';

export const fcr = defineMetric({
  id: 'fcr',
  name: 'First contact resolution',
  short: 'FCR',
  meaning:
    'Share of handled contacts not marked unresolved after which the same customer did not come back within 7 days (about the same matter when both contacts name one).',
  unit: 'ratio',
  countedIn: 'contact',
  attribution: 'the interval in which the contact ended; a repeat takes the credit back there',
  better: 'higher',
  target: 0.7,
  parameters: { window: '7 days' },
  minimumSample: 20,
  maturesAfterMs: FCR_WINDOW_MS,
  follows: 'no-repeat definition; provisional until the window closes',
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
