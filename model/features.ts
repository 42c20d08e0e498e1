import type { Customer } from '#domain/customer.ts';
import { countedFeatures } from './counted.ts';
import { ageInDays, answersOf, decayed, openMatterOf, type Past, pastOf } from './past.ts';
import { days, many, span } from './words.ts';

/** One number that the model reads, and how it is said to people. */
export type Feature = {
  readonly id: string;
  /** Features of one topic are said as one reason: their contributions are added. */
  readonly topic: string;
  readonly name: string;
  readonly unit: 'count' | 'minutes' | 'days' | 'share' | 'money' | 'yes-no';
  /** `null` when it is not known, which is not the same as 0. */
  readonly of: (past: Past) => number | null;
  /** From the customer's own numbers; `raises` tells whether it speaks for leaving. */
  readonly words: (past: Past, raises: boolean) => string;
};

const otherFeatures: readonly Feature[] = [
  {
    id: 'days-since-contact',
    topic: 'last-contact',
    name: 'Days since the last contact',
    unit: 'days',
    of: (past) => nullOr(past.visits.at(-1), ({ startedAt }) => ageInDays(past, startedAt)),
    words: (past) => {
      const last = past.visits.at(-1);
      if (last === undefined) return 'no contact known';
      const age = ageInDays(past, last.startedAt);
      return age >= 14 ? `no contact for ${days(age)}` : `last contact ${days(age)} ago`;
    },
  },
  {
    id: 'days-since-first-contact',
    topic: 'known-for',
    name: 'Days since the first known contact',
    unit: 'days',
    of: (past) => nullOr(past.visits[0], ({ startedAt }) => ageInDays(past, startedAt)),
    words: (past) => {
      const first = past.visits[0];
      return first ? `first contact known ${span(ageInDays(past, first.startedAt))} ago` : 'no contact known';
    },
  },
  {
    id: 'last-csat',
    topic: 'satisfaction',
    name: 'Last satisfaction answer',
    unit: 'share',
    of: (past) => answersOf(past, 'csat').at(-1) ?? null,
    words: (past) => {
      const last = past.surveys.findLast(({ kind }) => kind === 'csat');
      if (last === undefined) return 'no satisfaction answer yet';
      return `last satisfaction answer: ${last.score} (${last.scale}), ${days(ageInDays(past, last.at))} ago`;
    },
  },
  {
    id: 'csat-trend',
    topic: 'satisfaction',
    name: 'Last satisfaction answer against the mean of those before',
    unit: 'share',
    of: (past) => trendOf(answersOf(past, 'csat')),
    words: (past) => {
      const trend = trendOf(answersOf(past, 'csat'));
      if (trend === null) return 'no second satisfaction answer yet';
      const way = trend < 0 ? 'below' : trend > 0 ? 'above' : 'the same as';
      return `last satisfaction answer ${way} the ones before`;
    },
  },
  {
    id: 'last-nps',
    topic: 'recommendation',
    name: 'Last recommendation answer',
    unit: 'share',
    of: (past) => answersOf(past, 'nps').at(-1) ?? null,
    words: (past) => {
      const last = past.surveys.findLast(({ kind }) => kind === 'nps');
      return last ? `last recommendation: ${last.score} (${last.scale})` : 'no recommendation answer yet';
    },
  },
  {
    id: 'tenure',
    topic: 'tenure',
    name: 'Days as a customer',
    unit: 'days',
    of: (past) => nullOr(past.customer.since, (since) => Math.max(0, ageInDays(past, since))),
    words: (past, raises) => {
      const { since } = past.customer;
      if (since === null) return 'not known since when a customer';
      return `customer for ${raises ? 'only ' : ''}${span(Math.max(0, ageInDays(past, since)))}`;
    },
  },
  {
    id: 'monthly-value',
    topic: 'value',
    name: 'Monthly value',
    unit: 'money',
    of: ({ customer }) => customer.monthlyValue,
    words: ({ customer: { monthlyValue, currency } }) =>
      monthlyValue === null
        ? 'monthly value not known'
        : `pays ${monthlyValue.toFixed(2)} ${currency ?? ''} a month`.replace('  ', ' '),
  },
  {
    id: 'written-share',
    topic: 'channels',
    name: 'Share of contacts in writing',
    unit: 'share',
    of: (past) => {
      const all = decayed(past, 45, () => 1);
      return past.visits.length === 0 ? null : decayed(past, 45, (visit) => Number(isWritten(visit))) / all;
    },
    words: ({ visits }) =>
      visits.length === 0
        ? 'no contact known'
        : `${visits.filter(isWritten).length} of ${visits.length} contacts in writing`,
  },
  {
    id: 'agent-switches',
    topic: 'agents',
    name: 'Changes of agent, half-life 45 days',
    unit: 'count',
    of: (past) => (handledOf(past).length === 0 ? null : switchesOf(past)),
    words: (past) => {
      const agents = new Set(handledOf(past).map(({ agent }) => agent)).size;
      return agents === 0 ? 'never spoke with an agent' : `spoke with ${many(agents, 'different agent')}`;
    },
  },
  {
    id: 'open-matter',
    topic: 'open-matter',
    name: 'A matter is open',
    unit: 'yes-no',
    of: (past) => (openMatterOf(past) === null ? 0 : 1),
    words: openMatterInWords,
  },
  {
    id: 'open-matter-days',
    topic: 'open-matter',
    name: 'Days that the matter has been open',
    unit: 'days',
    of: (past) => nullOr(openMatterOf(past), ({ startedAt }) => ageInDays(past, startedAt)),
    words: openMatterInWords,
  },
];

function openMatterInWords(past: Past): string {
  const open = openMatterOf(past);
  if (open === null) return 'no matter is open';
  const age = days(ageInDays(past, open.startedAt));
  return open.isOver ? `a matter has been unresolved for ${age}` : 'is in touch right now';
}

const isWritten = ({ channel }: { channel: string }): boolean => channel !== 'voice';
const handledOf = ({ visits }: Past) => visits.filter(({ outcome }) => outcome === 'handled');

function switchesOf(past: Past): number {
  let sum = 0;
  let before = '';
  for (const { agent, agents, startedAt } of handledOf(past)) {
    const switches = Math.max(0, agents - 1) + (before !== '' && before !== agent ? 1 : 0);
    sum += switches * 2 ** (-ageInDays(past, startedAt) / 45);
    before = agent;
  }
  return sum;
}

function trendOf(answers: readonly number[]): number | null {
  const last = answers.at(-1);
  if (last === undefined || answers.length < 2) return null;
  const before = answers.slice(0, -1);
  return last - before.reduce((sum, answer) => sum + answer, 0) / before.length;
}

const nullOr = <T>(value: T | null | undefined, of: (value: T) => number): number | null =>
  value === null || value === undefined ? null : of(value);

/** THE list of what the model reads, in the order of its vectors. */
export const features: readonly Feature[] = [...countedFeatures, ...otherFeatures];

/** The vector of a customer at a moment, from what lies strictly before it. */
export const vectorOf = (past: Past): (number | null)[] => features.map(({ of }) => of(past));
export const featuresOf = (customer: Customer, now: number): (number | null)[] =>
  vectorOf(pastOf(customer, now));
