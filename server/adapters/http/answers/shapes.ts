import { z } from 'zod';
import { AgentState } from '#domain/event-data.ts';
import { verdicts } from '../../../ports/intake.ts';

/** What the API answers, as its documentation tells it; `mapping.ts` makes these from what the desk says. */
export const Time = z.iso
  .datetime()
  .meta({ description: 'RFC 3339 in UTC', example: '2026-11-21T09:30:00.000Z' });
const MaybeTime = Time.nullable();
const Milliseconds = z.number().meta({ description: 'milliseconds' });
const Count = z.int().min(0);

const NumberOrMoney = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).nullable();
export const Figure = z
  .object({
    value: NumberOrMoney.meta({
      description: 'rates are fractions of 1, durations milliseconds, scores -100 to 100, money a decimal',
    }),
    numerator: NumberOrMoney,
    denominator: z.number().nullable(),
    n: z.number().meta({ description: 'on how many segments, legs, contacts or surveys it rests' }),
    provisional: z.boolean(),
    low: z.number().nullable().optional().meta({
      description: 'the 95 % interval around the value begins here; only for metrics that rest on answers',
    }),
    high: z.number().nullable().optional().meta({ description: 'and ends here' }),
    currency: z.string().optional().meta({ description: 'of a value that is money', example: 'EUR' }),
    refused: z.string().optional().meta({
      description: 'why there is no value although there are subjects',
    }),
  })
  .meta({ description: '`null` means that there is nothing to compute from' });
const Figures = z.record(z.string(), Figure);
const AgentsByState = z.record(AgentState, Count);
const ofQueue = { waiting: Count, oldestOfferedAt: MaybeTime, agents: AgentsByState, figures: Figures };

const sourceNow = {
  source: z.string(),
  lastEventAt: Time,
  lastReceivedAt: Time,
  ageMs: Milliseconds,
  silent: z.boolean(),
};
export const Live = z.object({
  site: z.string(),
  at: Time,
  timeZone: z.string(),
  day: z.string(),
  dayStartedAt: Time,
  total: z.object(ofQueue),
  queues: z.array(z.object({ queue: z.string(), ...ofQueue })),
  sources: z.array(z.object(sourceNow)),
});

export const Metrics = z.object({
  site: z.string(),
  from: Time,
  to: Time,
  interval: z.string().nullable(),
  preset: z.string(),
  series: z.array(
    z.object({ group: z.record(z.string(), z.string()), start: Time, values: z.record(z.string(), Figure) }),
  ),
});

const limits = {
  serviceLevelMs: Milliseconds,
  shortAbandonMs: Milliseconds,
  firstResponseMs: Milliseconds,
};
export const Catalogue = z.object({
  preset: z.string(),
  definitions: z.object({ ...limits, queues: z.record(z.string(), z.object(limits)) }),
  /** The ways to compute the service level that `preset=` knows. */
  presets: z.array(
    z.object({ id: z.string(), follows: z.string(), numerator: z.string(), denominator: z.string() }),
  ),
  metrics: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      short: z.string(),
      meaning: z.string(),
      unit: z.enum(['count', 'ratio', 'duration', 'score', 'points', 'money']),
      countedIn: z.string(),
      attribution: z.string(),
      better: z.enum(['higher', 'lower', 'neither']),
      target: z.number().nullable(),
      parameters: z.record(z.string(), z.string()),
      minimumSample: z.number(),
      follows: z.string(),
      numerator: z.string(),
      denominator: z.string().nullable(),
      facts: z.array(z.object({ id: z.string(), meaning: z.string() })),
      scope: z.object({ byAgent: z.boolean(), byQueue: z.boolean() }),
      version: z.number(),
      effectiveFrom: MaybeTime,
    }),
  ),
});

const Leg = z.object({
  legId: z.string(),
  agent: z.string(),
  answeredAt: MaybeTime,
  endedAt: MaybeTime,
  completedAt: MaybeTime,
  talkMs: Milliseconds.nullable(),
  holdMs: Milliseconds,
  wrapupMs: Milliseconds,
  transferred: z.boolean(),
  unknown: z.boolean(),
  resolved: z.boolean().nullable(),
});
const Segment = z.object({
  segmentId: z.string(),
  queue: z.string(),
  channel: z.string(),
  direction: z.string(),
  team: z.string(),
  offeredAt: Time,
  outcome: z.enum(['waiting', 'answered', 'abandoned', 'flowedOut']),
  exitAt: MaybeTime,
  waitMs: Milliseconds.nullable(),
  reason: z.string().nullable(),
  legs: z.array(Leg),
});
export const Contact = z.object({
  contactId: z.string(),
  startedAt: Time,
  endedAt: MaybeTime,
  customer: z.string().nullable(),
  segments: z.array(Segment),
});
const Cursor = z.string().nullable().meta({ description: 'hand it in as `cursor` for what follows' });
const Happened = z.record(z.string(), z.unknown());
const pageOf = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), cursor: Cursor });
export const Contacts = pageOf(Contact);
export const OneContact = z.object({ contact: Contact, events: z.array(Happened) });

export const Agent = z.object({
  agent: z.string(),
  name: z.string().nullable(),
  team: z.string().nullable(),
  state: AgentState.nullable(),
  since: MaybeTime,
  reason: z.string().nullable(),
  queues: z.array(z.string()),
  figures: Figures,
});
export const Agents = pageOf(Agent);

const Money = z
  .object({ amount: z.string().meta({ example: '49.00' }), currency: z.string().meta({ example: 'EUR' }) })
  .nullable();
export const Customer = z.object({
  customer: z.string(),
  name: z.string().nullable(),
  segment: z.string().nullable(),
  plan: z.string().nullable(),
  monthlyValue: Money,
  probability: z.number().meta({ description: 'of leaving within the horizon, 0..1' }),
  horizonDays: z.number(),
  band: z.enum(['high', 'medium', 'low']),
  reasons: z.array(z.object({ feature: z.string(), contribution: z.number(), text: z.string() })),
  valueAtRisk: Money,
  lastContacts: z.array(
    z.object({
      contactId: z.string(),
      at: Time,
      queue: z.string(),
      channel: z.string(),
      outcome: z.string(),
      waitMs: Milliseconds,
      resolved: z.boolean().nullable(),
    }),
  ),
  workState: z.string(),
  scoredAt: Time,
  model: z.string(),
});
export const Customers = pageOf(Customer);
export const OneCustomer = z.object({
  customer: Customer,
  features: z.record(z.string(), z.number().nullable()),
  history: z.array(Happened),
});

export const Sources = z.object({
  sources: z.array(
    z.object({
      ...sourceNow,
      site: z.string().nullable(),
      lagMs: Milliseconds,
      counts: z.record(z.enum(verdicts), Count),
      unknownEvents: Count,
      notes: z.array(z.object({ kind: z.string(), count: Count, example: z.string().nullable() })),
    }),
  ),
});

export const Results = z.object({
  results: z.array(
    z.object({
      source: z.string().nullable(),
      id: z.string().nullable(),
      verdict: z.enum(verdicts),
      reason: z.string().optional(),
    }),
  ),
});
export const Failure = z.looseObject({ error: z.looseObject({ code: z.string(), message: z.string() }) });
