import { type CustomerEvent, compareEvents, type SurveyEvent } from './event.ts';
import type { Channel, Direction, SurveyScale } from './event-data.ts';

/** What a customer's timeline keeps of one contact; `version` is that of the contact's timeline it was read from. */
export type Visit = {
  readonly contactId: string;
  readonly version: number;
  readonly startedAt: number;
  /** `null` while the contact goes on. */
  readonly endedAt: number | null;
  readonly queue: string;
  readonly channel: Channel;
  readonly direction: Direction;
  readonly team: string;
  /** The agent of the last leg, or empty. */
  readonly agent: string;
  readonly intent: string | null;
  readonly outcome: 'open' | 'handled' | 'abandoned' | 'flowedOut' | 'unknown';
  /** What the agent marked at wrap-up; `null` when nobody said. */
  readonly resolved: boolean | null;
  readonly waitMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly transfers: number;
  /** How many different agents spoke with the customer. */
  readonly agents: number;
};

/** What the ledger keeps of a customer: their own events, and what their contacts came to. */
export type CustomerTimeline = {
  readonly customer: string;
  readonly site: string;
  readonly events: readonly (CustomerEvent | SurveyEvent)[];
  readonly visits: Readonly<Record<string, Visit>>;
};

export type CustomerSurvey = {
  readonly surveyId: string;
  readonly at: number;
  readonly kind: 'csat' | 'nps' | 'ces';
  readonly score: number;
  readonly scale: SurveyScale;
  readonly comment: string | null;
};

/** A customer's timeline, read. Times in ms since 1970 UTC; money in units of `currency`. */
export type Customer = {
  readonly customer: string;
  readonly site: string;
  readonly name: string | null;
  readonly segment: string | null;
  readonly plan: string | null;
  readonly since: number | null;
  readonly monthlyValue: number | null;
  readonly currency: string | null;
  readonly acquisitionCost: number | null;
  /** In order of their start. */
  readonly visits: readonly Visit[];
  /** The last answer of each survey, in order of time. */
  readonly surveys: readonly CustomerSurvey[];
  readonly orders: readonly { readonly at: number; readonly amount: number; readonly currency: string }[];
  /** When the last notice to leave was given (or, unknown, when it took effect); `null` for who has returned or stays. */
  readonly leftAt: number | null;
};

const profileFields = [
  'name',
  'segment',
  'plan',
  'since',
  'monthlyValue',
  'currency',
  'acquisitionCost',
] as const;

/** Reads a timeline. The last `time` wins for each field of the profile, and the last answer of each survey (T5). */
export function readCustomer(timeline: CustomerTimeline): Customer {
  const profile: Partial<Record<(typeof profileFields)[number], string | number>> = {};
  const surveys = new Map<string, CustomerSurvey>();
  const orders = new Map<string, Customer['orders'][number]>();
  let leftAt: number | null = null;
  for (const event of [...timeline.events].sort(compareEvents)) {
    switch (event.type) {
      case 'customer.changed':
        for (const field of profileFields) {
          const value = event.data[field];
          if (value !== undefined) profile[field] = value;
        }
        break;
      case 'customer.churned':
        leftAt = Date.parse(event.data.requestedAt ?? event.data.effectiveAt);
        break;
      case 'customer.returned':
        leftAt = null;
        break;
      case 'customer.ordered':
        orders.set(event.data.orderId, {
          at: event.at,
          amount: event.data.amount,
          currency: event.data.currency,
        });
        break;
      case 'survey.answered': {
        const { surveyId, kind, score, scale, comment } = event.data;
        surveys.set(surveyId, { surveyId, at: event.at, kind, score, scale, comment: comment ?? null });
        break;
      }
      case 'survey.requested':
        break;
    }
  }
  const text = (field: (typeof profileFields)[number]) => (profile[field] as string | undefined) ?? null;
  const number = (field: (typeof profileFields)[number]) => (profile[field] as number | undefined) ?? null;
  const since = text('since');
  return {
    customer: timeline.customer,
    site: timeline.site,
    name: text('name'),
    segment: text('segment'),
    plan: text('plan'),
    since: since === null ? null : Date.parse(since),
    monthlyValue: number('monthlyValue'),
    currency: text('currency'),
    acquisitionCost: number('acquisitionCost'),
    visits: Object.values(timeline.visits).sort(
      (a, b) => a.startedAt - b.startedAt || (a.contactId < b.contactId ? -1 : 1),
    ),
    surveys: [...surveys.values()].sort((a, b) => a.at - b.at),
    orders: [...orders.values()],
    leftAt,
  };
}
