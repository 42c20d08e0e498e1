import { payersAtStart } from '../customers-at-start.ts';
import {
  isKnown,
  lifetimeAmounts,
  lifetimeFacts,
  meanMonthlyValue,
  monthlyRetention,
} from '../lifetime-value.ts';
import { defineMetric } from '../metric.ts';

export const clvSimple = defineMetric({
  id: 'clvSimple',
  name: 'Customer lifetime value, simple',
  short: 'Simple CLV',
  meaning:
    'Mean monthly value times the expected lifespan in months, which is 1 over the share that leaves in a month. While nobody leaves there is no lifespan and no value.',
  unit: 'money',
  countedIn: 'customer',
  attribution: 'customers and their monthly value at the start of the range, leaving within it',
  better: 'higher',
  minimumSample: 30,
  follows: 'value x lifespan',
  facts: lifetimeFacts,
  amounts: lifetimeAmounts,
  numerator: { formula: 'monthly value', of: meanMonthlyValue },
  denominator: {
    formula: '1 - monthly retention',
    of: (sums, period) => (isKnown(sums) ? 1 - monthlyRetention(sums, period) : 0),
  },
  sample: payersAtStart,
});
