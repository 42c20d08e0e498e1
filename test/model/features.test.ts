import { describe, expect, it } from 'vitest';
import type { Customer, Visit } from '#domain/customer.ts';
import { features, featuresOf } from '../../model/features.ts';
import { pastOf } from '../../model/past.ts';
import { liveThrough } from '../../scripts/simulation/people/life.ts';

const DAY_MS = 86_400_000;
const era = { seed: 5, startedAt: Date.UTC(2025, 0, 1), days: 540 };
const now = era.startedAt + 300 * DAY_MS;
const lives = Array.from({ length: 60 }, (_, index) => liveThrough(era, index).customer);
const someone = lives.find(({ visits }) => visits.length > 5) as Customer;
const nobody: Customer = { ...someone, visits: [], surveys: [], since: null, monthlyValue: null };

const visit = (daysAgo: number, change: Partial<Visit> = {}): Visit => ({
  ...(someone.visits[0] as Visit),
  contactId: `v${daysAgo}`,
  startedAt: now - daysAgo * DAY_MS,
  endedAt: now - daysAgo * DAY_MS + 600_000,
  ...{ outcome: 'handled', resolved: true, waitMs: 0, holdMs: 0, transfers: 0, agents: 1, agent: 'ada' },
  ...change,
});
const readingOf = (customer: Customer, id: string) =>
  featuresOf(customer, now)[features.findIndex((feature) => feature.id === id)];
const wordsOf = (customer: Customer, id: string, raises: boolean) =>
  features.find((feature) => feature.id === id)?.words(pastOf(customer, now), raises);

describe('the features of a customer', () => {
  it('are what was known at the moment: nothing from it or after it changes them', () => {
    for (const customer of lives) {
      const before = {
        ...customer,
        visits: customer.visits
          .filter(({ startedAt }) => startedAt < now)
          .map((visit) =>
            (visit.endedAt ?? 0) < now ? visit : { ...visit, endedAt: null, outcome: 'open' as const },
          ),
        surveys: customer.surveys.filter(({ at }) => at < now),
      };
      expect(featuresOf(customer, now)).toEqual(featuresOf(before, now));
      const more = { ...customer, visits: [...customer.visits, visit(-3), visit(0)] };
      expect(featuresOf(more, now)).toEqual(featuresOf(customer, now));
    }
  });

  it('do not know how a contact goes on that has not ended', () => {
    const wait = { waitMs: 900_000, transfers: 3, resolved: false, endedAt: now + 60_000 };
    const going = { ...nobody, visits: [visit(0.001, wait)] };
    expect(readingOf(going, 'waits-15d')).toBe(0);
    expect(readingOf(going, 'transfers-15d')).toBe(0);
    expect(readingOf(going, 'unresolved-15d')).toBe(0);
    expect(readingOf(going, 'open-matter')).toBe(1);
  });

  it('count half as much after each half-life', () => {
    const halved = { ...nobody, visits: [visit(15, { waitMs: 600_000 })] };
    expect(readingOf(halved, 'waits-15d')).toBeCloseTo(5, 9);
    expect(readingOf(halved, 'contacts-15d')).toBeCloseTo(0.5, 9);
  });

  it('are null and not 0 where nothing is known', () => {
    for (const id of [
      'days-since-contact',
      'last-csat',
      'csat-trend',
      'last-nps',
      'tenure',
      'monthly-value',
    ]) {
      expect(readingOf(nobody, id)).toBeNull();
    }
    expect(readingOf(nobody, 'written-share')).toBeNull();
    expect(readingOf(nobody, 'contacts-15d')).toBe(0);
  });

  it('have ids of their own and words for everybody, in both directions', () => {
    expect(new Set(features.map(({ id }) => id)).size).toBe(features.length);
    for (const customer of [nobody, ...lives]) {
      for (const { words } of features) {
        for (const raises of [true, false]) {
          expect(words(pastOf(customer, now), raises)).toMatch(/^[a-z0-9].{5,100}$/);
        }
      }
    }
  });

  it('are said in the customer’s own numbers', () => {
    const waited = [
      visit(3, { waitMs: 600_000 }),
      visit(4, { waitMs: 480_000 }),
      visit(5, { waitMs: 360_000 }),
    ];
    const customer = { ...nobody, visits: waited.toReversed() };
    expect(wordsOf(customer, 'waits-15d', true)).toBe(
      'waited 24 minutes in three contacts in the last 30 days',
    );
    expect(wordsOf(customer, 'contacts-3_5d', false)).toBe('only in touch three times in the last 7 days');
    expect(wordsOf(customer, 'abandons-45d', false)).toBe('never gave up waiting in the last 90 days');
    expect(wordsOf({ ...nobody, visits: [visit(40)] }, 'days-since-contact', true)).toBe(
      'no contact for 40 days',
    );
    expect(wordsOf({ ...nobody, visits: [visit(2, { resolved: false })] }, 'open-matter', true)).toBe(
      'a matter has been unresolved for 2 days',
    );
  });

  it('say when it last happened rather than claim that it never did', () => {
    const customer = { ...nobody, visits: [visit(120, { outcome: 'abandoned' })] };
    expect(wordsOf(customer, 'abandons-45d', true)).toBe('last gave up waiting 120 days ago');
  });
});
