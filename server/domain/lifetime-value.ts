import {
  customersAtStart,
  openingCustomers,
  openingPayers,
  openingValue,
  payersAtStart,
  valueAtStart,
} from './customers-at-start.ts';
import type { Period } from './period.ts';

export const lifetimeFacts = [...openingCustomers, 'customersChurned'] as const;
export const lifetimeAmounts = [...openingValue, ...openingPayers] as const;
type Sums = Readonly<Record<(typeof lifetimeFacts)[number] | (typeof lifetimeAmounts)[number], number>>;

export const parameters = {
  margin: 'share of the monthly value that is left after its cost, by default 1',
  discountPerMonth: 'by default 0.01',
} as const;

/** What stays of the customers in one month, when it stays alike all through the range; 0 where nobody was there. */
export function monthlyRetention(sums: Sums, { months }: Period): number {
  const before = customersAtStart(sums);
  if (before <= 0) return 0;
  return Math.max(0, (before - sums.customersChurned) / before) ** (1 / months);
}

/** The mean of those who have a monthly value, in the smallest unit of the currency. */
export const meanMonthlyValue = (sums: Sums): number => {
  const payers = payersAtStart(sums);
  return payers > 0 ? valueAtStart(sums) / payers : 0;
};

/** Nobody was there, or nobody with a value: then there is nothing to compute from. */
export const isKnown = (sums: Sums): boolean => customersAtStart(sums) > 0 && payersAtStart(sums) > 0;

/** Margin times retention, and 1 + discount - retention. */
export const lifetimeNumerator = (sums: Sums, period: Period): number =>
  meanMonthlyValue(sums) * period.value.margin * monthlyRetention(sums, period);
export const lifetimeDenominator = (sums: Sums, period: Period): number =>
  isKnown(sums) ? 1 + period.value.discountPerMonth - monthlyRetention(sums, period) : 0;
