import type { FactDefinition } from './facts.ts';

/** What is added up about customers. Those with `opening` are also kept by month, so that all of the past is soon summed. */
export const customerFacts = {
  customersJoined: {
    code: 'uj',
    of: 'customer',
    meaning: 'customers who joined, when they joined',
    opening: true,
  },
  customersChurned: {
    code: 'uc',
    of: 'customer',
    meaning: 'customers who left, when their leaving took effect',
    opening: true,
  },
  customersReturned: {
    code: 'ur',
    of: 'customer',
    meaning: 'customers who had left and came back, when their return took effect',
    opening: true,
  },
  churnNotices: { code: 'un', of: 'customer', meaning: 'notices to leave, when they were given' },
} as const satisfies Record<string, FactDefinition>;

/** Money and who pays it, one fact for each currency, in its smallest unit. */
export const moneyFamilies = {
  orders: { code: 'or', of: 'order', meaning: 'orders, when they were first told' },
  revenue: { code: 'rv', of: 'order', meaning: 'amounts of orders less refunds, when they were first told' },
  recurringAdded: {
    code: 'ra',
    of: 'customer',
    meaning: 'monthly value of customers who came or came back, and what others pay more',
    opening: true,
  },
  recurringLost: {
    code: 'rl',
    of: 'customer',
    meaning: 'monthly value of customers who left, when they left',
    opening: true,
  },
  recurringReduced: {
    code: 'rr',
    of: 'customer',
    meaning: 'what customers who stay pay less a month',
    opening: true,
  },
  payersAdded: {
    code: 'py',
    of: 'customer',
    meaning: 'customers who began to have a monthly value',
    opening: true,
  },
  payersLost: { code: 'pl', of: 'customer', meaning: 'customers who ceased to have one', opening: true },
  acquisitionCost: { code: 'ac', of: 'customer', meaning: 'what it cost to win customers', opening: true },
  acquired: {
    code: 'aq',
    of: 'customer',
    meaning: 'customers of whom that is known, when they joined',
    opening: true,
  },
} as const satisfies Record<string, FactDefinition>;
export type MoneyFamily = keyof typeof moneyFamilies;
