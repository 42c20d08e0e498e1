import { defineMetric } from '../metric.ts';

export const shortAbandoned = defineMetric({
  id: 'shortAbandoned',
  name: 'Short abandons',
  short: 'Short abandons',
  meaning: 'Segments abandoned within the short limit, 5 s by default.',
  unit: 'count',
  countedIn: 'segment',
  attribution: 'the interval of the hang-up',
  better: 'neither',
  minimumSample: 0,
  follows: 'Floorlight',
  facts: ['shortAbandoned'],
  numerator: { formula: 'abandoned with wait <= short limit', of: ({ shortAbandoned }) => shortAbandoned },
});
