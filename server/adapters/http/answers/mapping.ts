import type { z } from 'zod';
import type { SourceOnBoard } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import { decimalOf } from '#domain/money.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';
import type {
  AgentRow,
  ContactRow,
  Figures,
  Live as LiveOnDesk,
  Series,
  SourceReport,
} from '../../../ports/desk.ts';
import type * as shapes from './shapes.ts';

type Answer<S extends z.ZodType> = z.infer<S>;
type SegmentRow = ContactRow['segments'][number];

/** Inside, times are ms since 1970; whoever asks from outside gets RFC 3339 in UTC. */
export const timeOf = (at: number): string => new Date(at).toISOString();
const maybeTimeOf = (at: number | null): string | null => (at === null ? null : timeOf(at));

/** Each answer names its fields one by one: what the desk learns later does not leave by itself. */
export function liveOf(live: LiveOnDesk): Answer<typeof shapes.Live> {
  const { site, at, timeZone, day, dayStartedAt, total, queues, sources } = live;
  return {
    site,
    at: timeOf(at),
    timeZone,
    day,
    dayStartedAt: timeOf(dayStartedAt),
    total: waitingOf(total),
    queues: queues.map((queue) => ({ queue: queue.queue, ...waitingOf(queue) })),
    sources: sources.map((source) => sourceNowOf(source, at)),
  };
}

/** Money is told as an exact decimal with its currency, so that nobody adds it up in floating point. */
function toldOf(figure: Figure): Answer<typeof shapes.Figure> {
  const { currency, value, numerator } = figure;
  if (currency === undefined) return figure;
  const told = (amount: number | null) => (amount === null ? null : decimalOf(amount, currency));
  return { ...figure, value: told(value), numerator: told(numerator) };
}
const figuresOf = (figures: Figures): Record<string, Answer<typeof shapes.Figure>> =>
  Object.fromEntries(Object.entries(figures).map(([id, figure]) => [id, toldOf(figure)]));

const waitingOf = ({ waiting, oldestOfferedAt, agents, figures }: LiveOnDesk['total']) => ({
  waiting,
  oldestOfferedAt: maybeTimeOf(oldestOfferedAt),
  agents: { ...agents },
  figures: figuresOf(figures),
});

const sourceNowOf = ({ source, lastEventAt, lastReceivedAt, silent }: SourceOnBoard, now: number) => ({
  source,
  lastEventAt: timeOf(lastEventAt),
  lastReceivedAt: timeOf(lastReceivedAt),
  ageMs: now - lastEventAt,
  silent,
});

export const seriesOf = ({ group, start, values }: Series) => ({
  // A dimension that is absent was not asked for, so none of the values is undefined.
  group: { ...group } as Record<string, string>,
  start: timeOf(start),
  values: figuresOf(values),
});

export function contactOf(row: ContactRow): Answer<typeof shapes.Contact> {
  const { contactId, startedAt, endedAt, customer, segments } = row;
  return {
    contactId,
    startedAt: timeOf(startedAt),
    endedAt: maybeTimeOf(endedAt),
    customer,
    segments: segments.map(segmentOf),
  };
}

const segmentOf = (row: SegmentRow): Answer<typeof shapes.Contact>['segments'][number] => ({
  segmentId: row.segmentId,
  queue: row.queue,
  channel: row.channel,
  direction: row.direction,
  team: row.team,
  offeredAt: timeOf(row.offeredAt),
  outcome: row.outcome,
  exitAt: maybeTimeOf(row.exitAt),
  waitMs: row.waitMs,
  reason: row.reason,
  legs: row.legs.map((leg) => ({
    legId: leg.legId,
    agent: leg.agent,
    answeredAt: maybeTimeOf(leg.answeredAt),
    endedAt: maybeTimeOf(leg.endedAt),
    completedAt: maybeTimeOf(leg.completedAt),
    talkMs: leg.talkMs,
    holdMs: leg.holdMs,
    wrapupMs: leg.wrapupMs,
    transferred: leg.transferred,
    unknown: leg.unknown,
    resolved: leg.resolved,
  })),
});

/** An event or another thing that happened; what is kept with its moment in ms is told with its time. */
export function happenedOf(thing: unknown): Record<string, unknown> {
  if (typeof thing !== 'object' || thing === null) return { value: thing };
  const { at, ...rest } = thing as { at?: unknown };
  return typeof at === 'number' ? { time: timeOf(at), ...rest } : { ...thing };
}

export const agentOf = (row: AgentRow): Answer<typeof shapes.Agent> => ({
  agent: row.agent,
  name: row.name,
  team: row.team,
  state: row.state,
  since: maybeTimeOf(row.since),
  reason: row.reason,
  queues: [...row.queues],
  figures: figuresOf(row.figures),
});

export const customerOf = (row: RiskOfCustomer): Answer<typeof shapes.Customer> => ({
  customer: row.customer,
  name: row.name,
  segment: row.segment,
  plan: row.plan,
  monthlyValue: row.monthlyValue,
  probability: row.probability,
  horizonDays: row.horizonDays,
  band: row.band,
  reasons: row.reasons.map(({ feature, contribution, text }) => ({ feature, contribution, text })),
  valueAtRisk: row.valueAtRisk,
  lastContacts: row.lastContacts.map(({ contactId, at, queue, channel, outcome, waitMs, resolved }) => ({
    contactId,
    at: timeOf(at),
    queue,
    channel,
    outcome,
    waitMs,
    resolved,
  })),
  workState: row.workState,
  scoredAt: timeOf(row.scoredAt),
  model: row.model,
});

export const sourceOf = (report: SourceReport, now: number) => ({
  ...sourceNowOf(report, now),
  site: report.site,
  lagMs: report.lagMs,
  counts: { ...report.counts },
  unknownEvents: report.unknownEvents,
  notes: report.notes.map(({ kind, count, example }) => ({ kind, count, example })),
});
