import { describe, expect, test } from 'vitest';
import { type Contribution, readCellKey } from '#domain/cells.ts';
import { addCustomer } from '#domain/customer-facts.ts';
import type { CustomerEvent } from '#domain/event.ts';
import { readMembership } from '#domain/membership.ts';
import { figureOf } from '#domain/metric.ts';
import { aov } from '#domain/metrics/average-order-value.ts';
import { clv } from '#domain/metrics/customer-lifetime-value.ts';
import { clvSimple } from '#domain/metrics/customer-lifetime-value-simple.ts';
import { clvToAcquisitionCost } from '#domain/metrics/lifetime-value-to-acquisition-cost.ts';
import { revenueChurnRate } from '#domain/metrics/revenue-churn-rate.ts';
import { periodOf } from '#domain/period.ts';
import { told } from '../support/stories.ts';

const DAY = 86_400;
const day = (n: number) => new Date(told.at(n * DAY)).toISOString();
const factsOf = (events: readonly CustomerEvent[]) => {
  const contribution: Contribution = {};
  addCustomer(contribution, events);
  return Object.entries(contribution)
    .map(([key, facts]) => [Math.round((readCellKey(key).slot - told.at(0)) / DAY / 1000), facts] as const)
    .sort(([a], [b]) => a - b);
};
const turnsOf = (events: readonly CustomerEvent[]) =>
  readMembership(events).turns.map(({ at, what }) => [(at - told.at(0)) / DAY / 1000, what]);
const changed = (n: number, data: Record<string, unknown> = {}) =>
  told.customer([n * DAY, 'customer.changed', data]);
const churned = (n: number, effective: number, more: Record<string, unknown> = {}) =>
  told.customer([n * DAY, 'customer.churned', { effectiveAt: day(effective), ...more }]);
const returned = (n: number, effective: number) =>
  told.customer([n * DAY, 'customer.returned', { effectiveAt: day(effective) }]);
const ordered = (n: number, orderId: string, amount: number, currency = 'EUR') =>
  told.customer([n * DAY, 'customer.ordered', { orderId, amount, currency }]);

describe('membership', () => {
  test('begins at since, or with the first event (V3)', () => {
    expect(turnsOf([changed(5), changed(2)])).toEqual([[2, 'joined']]);
    expect(turnsOf([changed(5, { since: day(-40) })])).toEqual([[-40, 'joined']]);
    expect(readMembership([]).turns).toEqual([]);
  });
  test('of who left before anything says that they came began in that moment (V3)', () => {
    expect(turnsOf([churned(5, 3)])).toEqual([
      [3, 'joined'],
      [3, 'left'],
    ]);
    expect(turnsOf([changed(9, { since: day(8) }), churned(5, 3)])).toEqual([
      [3, 'joined'],
      [3, 'left'],
      [8, 'returned'],
    ]);
  });
  test('ends and begins again when that takes effect (V4)', () => {
    expect(turnsOf([returned(30, 31), changed(0), churned(10, 20)])).toEqual([
      [0, 'joined'],
      [20, 'left'],
      [31, 'returned'],
    ]);
  });
  test('goes on when a notice is withdrawn, and the notice was given all the same (V4)', () => {
    const events = [changed(0), churned(10, 40, { requestedAt: day(9) }), returned(15, 15)];
    expect(turnsOf(events)).toEqual([[0, 'joined']]);
    expect(readMembership(events).notices).toEqual([told.at(9 * DAY)]);
  });
  test('ends once when leaving is told again with another date (V4)', () => {
    const events = [changed(0), churned(10, 40), churned(12, 30), returned(50, 50), returned(60, 70)];
    expect(turnsOf(events)).toEqual([
      [0, 'joined'],
      [30, 'left'],
      [50, 'returned'],
    ]);
    expect(readMembership(events).notices).toEqual([told.at(12 * DAY)]);
  });
});

describe('money', () => {
  test('of a customer moves when its value is told, lost and won back (V7)', () => {
    const events = [
      changed(0, { monthlyValue: 50, currency: 'EUR', acquisitionCost: 12.34 }),
      changed(10, { monthlyValue: 80 }),
      changed(20, { monthlyValue: 65.5 }),
      churned(25, 30),
      returned(40, 40),
    ];
    expect(factsOf(events)).toEqual([
      [
        0,
        expect.objectContaining({
          'recurringAdded:EUR': 5000,
          'payersAdded:EUR': 1,
          'acquisitionCost:EUR': 1234,
        }),
      ],
      [10, { 'recurringAdded:EUR': 3000 }],
      [20, { 'recurringReduced:EUR': 1450 }],
      [25, { churnNotices: 1 }],
      [30, { customersChurned: 1, 'recurringLost:EUR': 6550, 'payersLost:EUR': 1 }],
      [40, { customersReturned: 1, 'recurringAdded:EUR': 6550, 'payersAdded:EUR': 1 }],
    ]);
  });
  test('leaves one currency for another, and counts a value told late from the start (V5, V7)', () => {
    const events = [
      changed(0),
      changed(5, { monthlyValue: 900, currency: 'JPY' }),
      changed(6, { currency: 'EUR' }),
    ];
    expect(factsOf(events)).toEqual([
      [0, { customersJoined: 1, 'recurringAdded:JPY': 900, 'payersAdded:JPY': 1 }],
      [
        6,
        {
          'recurringReduced:JPY': 900,
          'payersLost:JPY': 1,
          'recurringAdded:EUR': 90_000,
          'payersAdded:EUR': 1,
        },
      ],
    ]);
  });
  test('of an order counts once, when it was first told, as it was told last (V6)', () => {
    const events = [ordered(3, 'o1', 20.5), ordered(1, 'o1', 30), ordered(2, 'o2', -5.25)];
    expect(factsOf(events)).toEqual([
      [1, expect.objectContaining({ 'orders:EUR': 1, 'revenue:EUR': 2050 })],
      [2, { 'revenue:EUR': -525 }],
    ]);
  });
});

describe('figures of value', () => {
  const before = {
    'opening:customersJoined': 110,
    'opening:customersChurned': 10,
    'opening:recurringAdded:EUR': 600_000,
    'opening:recurringLost:EUR': 100_000,
    'opening:payersAdded:EUR': 100,
    customersChurned: 5,
    'recurringLost:EUR': 20_000,
    'recurringReduced:EUR': 5_000,
  };
  test('are in the one currency that there is, and refused where several mix (V5)', () => {
    const sums = { 'orders:EUR': 2, 'revenue:EUR': 9_901 };
    expect(figureOf(aov, sums)).toMatchObject({
      value: 49.505,
      numerator: 99.01,
      denominator: 2,
      currency: 'EUR',
    });
    expect(figureOf(aov, { 'orders:JPY': 2, 'revenue:JPY': 900 })).toMatchObject({
      value: 450,
      currency: 'JPY',
    });
    expect(figureOf(aov, { ...sums, 'revenue:USD': 5 })).toMatchObject({
      value: null,
      refused: 'amounts in EUR, USD are not added up',
    });
    expect(figureOf(aov, {}).value).toBeNull();
  });
  test('of revenue churn take the value at the start', () => {
    expect(figureOf(revenueChurnRate, before)).toMatchObject({ value: 0.05, denominator: 500_000 });
  });
  test('of lifetime follow margin x retention / (1 + discount - retention) of a month (V9)', () => {
    const value = { margin: 0.5, discountPerMonth: 0.01 };
    const month = periodOf(told.at(0), told.at(30 * DAY), value);
    expect(figureOf(clv, before, month).value).toBeCloseTo((50 * 0.5 * 0.95) / (1 + 0.01 - 0.95), 9);
    expect(figureOf(clv, before, month)).toMatchObject({ currency: 'EUR', n: 100, provisional: false });
    const quarter = periodOf(told.at(0), told.at(92 * DAY), value);
    const monthly = 0.95 ** (1 / 3);
    expect(figureOf(clv, before, quarter).value).toBeCloseTo((25 * monthly) / (1.01 - monthly), 9);
    expect(figureOf(clvSimple, before, month).value).toBeCloseTo(50 / 0.05, 6);
    expect(figureOf(clvSimple, { ...before, customersChurned: 0 }, month).value).toBeNull();
    const costs = {
      'opening:acquisitionCost:EUR': 300_00,
      'acquisitionCost:EUR': 100_00,
      'opening:acquired:EUR': 4,
    };
    expect(figureOf(clvToAcquisitionCost, { ...before, ...costs }, month).value).toBeCloseTo(
      (50 * 0.5 * 0.95) / 0.06 / 100,
      9,
    );
    for (const metric of [clv, clvSimple, clvToAcquisitionCost])
      expect(figureOf(metric, {}, month).value).toBeNull();
  });
});
