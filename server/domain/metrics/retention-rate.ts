import { customersAtStart, openingCustomers } from '../customers-at-start.ts';
import { defineMetric } from '../metric.ts';

export const retentionRate = defineMetric({
  id: 'retentionRate',
  name: 'Retention rate',
  short: 'Retention',
  meaning:
    'Customers at the end of the range, without those who came or came back in it, over those at its start.',
  unit: 'ratio',
  countedIn: 'customer',
  attribution: 'joining, leaving and returning count when they take effect',
  better: 'higher',
  minimumSample: 30,
  follows: '(E - N) / S; who comes and leaves within the range is subtracted, as the formula has it',
  facts: [...openingCustomers, 'customersChurned'],
  numerator: {
    formula: 'customers at the end - new and returned ones',
    of: (sums) => customersAtStart(sums) - sums.customersChurned,
  },
  denominator: { formula: 'customers at the start', of: customersAtStart },
});
