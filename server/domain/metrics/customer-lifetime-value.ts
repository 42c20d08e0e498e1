import { payersAtStart } from '../customers-at-start.ts';
import {
  lifetimeAmounts,
  lifetimeDenominator,
  lifetimeFacts,
  lifetimeNumerator,
  parameters,
} from '../lifetime-value.ts';
import { defineMetric } from '../metric.ts';

export const clv = defineMetric({
  id: 'clv',
  name: 'Customer lifetime value',
  short: 'Lifetime value',
  meaning:
    'What a customer of today will bring, discounted: mean margin a month, as long as customers stay as they stayed in the range. Several currencies are never added up.',
  unit: 'money',
  countedIn: 'customer',
  attribution: 'customers and their monthly value at the start of the range, leaving within it',
  better: 'higher',
  parameters,
  minimumSample: 30,
  follows: 'margin per period x retention / (1 + discount - retention), a period being a month',
  facts: lifetimeFacts,
  amounts: lifetimeAmounts,
  numerator: { formula: 'monthly value x margin x monthly retention', of: lifetimeNumerator },
  denominator: { formula: '1 + discount - monthly retention', of: lifetimeDenominator },
  sample: payersAtStart,
});
