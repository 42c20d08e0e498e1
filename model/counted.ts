import type { Feature } from './features.ts';
import { ageInDays, decayed, type Past, type PastVisit } from './past.ts';
import { days, many, minutes } from './words.ts';

/** Something that adds up over contacts, and how it is said. */
type Measure = {
  readonly topic: string;
  readonly name: string;
  readonly unit: 'count' | 'minutes';
  readonly amountOf: (visit: PastVisit) => number;
  /** What happened within a window: `amount` in all, in `visits` contacts. */
  readonly some: (amount: number, visits: number) => string;
  /** Nothing happened within the window. */
  readonly none: string;
  /** What it was that last happened some time ago. */
  readonly last: string;
};

const measures: readonly Measure[] = [
  {
    topic: 'contacts',
    name: 'Contacts',
    unit: 'count',
    amountOf: () => 1,
    some: (amount) => `in touch ${many(amount, 'time')}`,
    none: 'not in touch',
    last: 'last in touch',
  },
  {
    topic: 'abandons',
    name: 'Abandoned contacts',
    unit: 'count',
    amountOf: ({ outcome }) => (outcome === 'abandoned' ? 1 : 0),
    some: (amount) => `gave up waiting ${many(amount, 'time')}`,
    none: 'never gave up waiting',
    last: 'last gave up waiting',
  },
  {
    topic: 'transfers',
    name: 'Transfers',
    unit: 'count',
    amountOf: ({ transfers }) => transfers,
    some: (amount) => `transferred ${many(amount, 'time')}`,
    none: 'never transferred',
    last: 'last transferred',
  },
  {
    topic: 'repeats',
    name: 'Repeat contacts',
    unit: 'count',
    amountOf: ({ isRepeat }) => (isRepeat ? 1 : 0),
    some: (amount) => `came back within a week ${many(amount, 'time')}`,
    none: 'never came back within a week',
    last: 'last came back within a week',
  },
  {
    topic: 'unresolved',
    name: 'Unresolved contacts',
    unit: 'count',
    amountOf: ({ resolved }) => (resolved === false ? 1 : 0),
    some: (amount) => `${many(amount, 'contact')} left unresolved`,
    none: 'no contact left unresolved',
    last: 'a contact was last left unresolved',
  },
  {
    topic: 'waits',
    name: 'Time waited',
    unit: 'minutes',
    amountOf: ({ waitMs }) => waitMs / 60_000,
    some: (amount, visits) => `waited ${minutes(amount)} in ${many(visits, 'contact')}`,
    none: 'did not wait',
    last: 'last waited',
  },
  {
    topic: 'holds',
    name: 'Time on hold',
    unit: 'minutes',
    amountOf: ({ holdMs }) => holdMs / 60_000,
    some: (amount, visits) => `on hold for ${minutes(amount)} in ${many(visits, 'contact')}`,
    none: 'never on hold',
    last: 'last on hold',
  },
];

/** Half-lives in days, each with the window that people read it as. */
const horizons = [
  { halfLife: 3.5, window: 7, said: 'in the last 7 days' },
  { halfLife: 15, window: 30, said: 'in the last 30 days' },
  { halfLife: 45, window: 90, said: 'in the last 90 days' },
];

/** Each measure over each half-life. */
export const countedFeatures: readonly Feature[] = measures.flatMap((measure) =>
  horizons.map(({ halfLife, window, said }) => ({
    id: `${measure.topic}-${String(halfLife).replace('.', '_')}d`,
    topic: measure.topic,
    name: `${measure.name}, half-life ${halfLife} days`,
    unit: measure.unit,
    of: (past: Past) => decayed(past, halfLife, measure.amountOf),
    words: (past: Past, raises: boolean) => wordsOf(measure, past, { window, said, raises }),
  })),
);

function wordsOf(
  { amountOf, some, none, last }: Measure,
  past: Past,
  { window, said, raises }: { window: number; said: string; raises: boolean },
): string {
  const all = past.visits.filter((visit) => amountOf(visit) > 0);
  const within = all.filter(({ startedAt }) => ageInDays(past, startedAt) <= window);
  const amount = within.reduce((sum, visit) => sum + amountOf(visit), 0);
  if (within.length > 0) return `${raises ? '' : 'only '}${some(amount, within.length)} ${said}`;
  const latest = all.at(-1);
  if (latest === undefined || !raises) return `${none} ${said}`;
  return `${last} ${days(ageInDays(past, latest.startedAt))} ago`;
}
