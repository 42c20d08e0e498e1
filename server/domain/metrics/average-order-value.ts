import { defineMetric } from '../metric.ts';

export const aov = defineMetric({
  id: 'aov',
  name: 'Average order value',
  short: 'Order value',
  meaning:
    'Revenue over orders. An order counts once, with the amount that was told last; a negative amount is a refund and no order. Several currencies are never added up.',
  unit: 'money',
  countedIn: 'order',
  attribution: 'the interval in which the order was first told',
  better: 'higher',
  minimumSample: 10,
  follows: 'the trade’s usual definition',
  facts: [],
  amounts: ['revenue', 'orders'],
  numerator: { formula: 'amounts of orders less refunds', of: ({ revenue }) => revenue },
  denominator: { formula: 'orders', of: ({ orders }) => orders },
});
