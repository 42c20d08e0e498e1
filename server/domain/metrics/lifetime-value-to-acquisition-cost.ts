import { payersAtStart } from '../customers-at-start.ts';
import {
  lifetimeAmounts,
  lifetimeDenominator,
  lifetimeFacts,
  lifetimeNumerator,
  parameters,
} from '../lifetime-value.ts';
import { defineMetric } from '../metric.ts';

export const clvToAcquisitionCost = defineMetric({
  id: 'clvToAcquisitionCost',
  name: 'Lifetime value to acquisition cost',
  short: 'CLV to cost',
  meaning: 'Customer lifetime value over the mean cost of winning a customer, of all whose cost is known.',
  unit: 'points',
  countedIn: 'customer',
  attribution: 'as the lifetime value; costs of all who joined before the end of the range',
  better: 'higher',
  parameters,
  minimumSample: 30,
  follows: 'the trade’s usual definition; 3 and more is called healthy',
  facts: lifetimeFacts,
  amounts: [...lifetimeAmounts, 'acquisitionCost', 'acquired', 'opening:acquisitionCost', 'opening:acquired'],
  numerator: {
    formula: 'lifetime value, in the smallest unit of the currency',
    of: (sums, period) => {
      const denominator = lifetimeDenominator(sums, period);
      return denominator > 0 ? lifetimeNumerator(sums, period) / denominator : 0;
    },
  },
  denominator: {
    formula: 'mean acquisition cost',
    of: (sums, period) => {
      const acquired = sums.acquired + sums['opening:acquired'];
      // Without a lifetime value there is no ratio, whatever the cost.
      if (acquired <= 0 || lifetimeDenominator(sums, period) <= 0) return 0;
      return (sums.acquisitionCost + sums['opening:acquisitionCost']) / acquired;
    },
  },
  sample: payersAtStart,
});
