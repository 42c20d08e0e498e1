import { customersAtStart, openingCustomers } from '../customers-at-start.ts';
import { defineMetric } from '../metric.ts';

export const churnRate = defineMetric({
  id: 'churnRate',
  name: 'Churn rate',
  short: 'Churn',
  meaning:
    'Customers whose leaving took effect in the range, over those at its start; 1 less the retention rate.',
  unit: 'ratio',
  countedIn: 'customer',
  attribution: 'leaving counts when it takes effect, not when notice is given',
  better: 'lower',
  minimumSample: 30,
  follows: 'the complement of the retention rate',
  facts: [...openingCustomers, 'customersChurned'],
  numerator: { formula: 'customers who left', of: ({ customersChurned }) => customersChurned },
  denominator: { formula: 'customers at the start', of: customersAtStart },
});
