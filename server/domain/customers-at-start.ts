/** Everything that ever moved the number of customers before the range. */
export const openingCustomers = [
  'opening:customersJoined',
  'opening:customersReturned',
  'opening:customersChurned',
] as const;
type Openings = Readonly<Record<(typeof openingCustomers)[number], number>>;

export const customersAtStart = (sums: Openings): number =>
  sums['opening:customersJoined'] + sums['opening:customersReturned'] - sums['opening:customersChurned'];

/** The same of what they pay a month. */
export const openingValue = [
  'opening:recurringAdded',
  'opening:recurringLost',
  'opening:recurringReduced',
] as const;
export const valueAtStart = (sums: Readonly<Record<(typeof openingValue)[number], number>>): number =>
  sums['opening:recurringAdded'] - sums['opening:recurringLost'] - sums['opening:recurringReduced'];

export const openingPayers = ['opening:payersAdded', 'opening:payersLost'] as const;
export const payersAtStart = (sums: Readonly<Record<(typeof openingPayers)[number], number>>): number =>
  sums['opening:payersAdded'] - sums['opening:payersLost'];
