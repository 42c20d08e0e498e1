import { defineMetric } from '../metric.ts';

export const repeatRate = defineMetric({
  id: 'repeatRate',
  name: 'Repeat rate',
  short: 'Repeats',
  meaning: 'Share of contacts that follow another of the same customer within 7 days.',
  unit: 'ratio',
  countedIn: 'contact',
  attribution: 'the interval in which the later contact started',
  better: 'lower',
  parameters: { window: '7 days; 1 and 30 days as facts' },
  minimumSample: 20,
  follows: 'the trade’s usual definition; 1 and 30 days are kept beside it',
  facts: ['knownContacts', 'repeats7d'],
  numerator: { formula: 'contacts that follow another within 7 days', of: ({ repeats7d }) => repeats7d },
  denominator: { formula: 'contacts with a known customer', of: ({ knownContacts }) => knownContacts },
});
