import { openingValue, valueAtStart } from '../customers-at-start.ts';
import { defineMetric } from '../metric.ts';

export const revenueChurnRate = defineMetric({
  id: 'revenueChurnRate',
  name: 'Revenue churn rate',
  short: 'Revenue churn',
  meaning:
    'Monthly value lost with customers who left, and with those who now pay less, over the monthly value at the start of the range. Several currencies are never added up.',
  unit: 'ratio',
  countedIn: 'customer',
  attribution: 'losses count when they take effect; a changed value when it is told',
  better: 'lower',
  minimumSample: 0,
  follows: 'gross revenue churn; growth of others is not set against it',
  facts: [],
  amounts: ['recurringLost', 'recurringReduced', ...openingValue],
  numerator: {
    formula: 'monthly value lost + monthly value reduced, in the smallest unit of the currency',
    of: ({ recurringLost, recurringReduced }) => recurringLost + recurringReduced,
  },
  denominator: { formula: 'monthly value at the start', of: valueAtStart },
});
