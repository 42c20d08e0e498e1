import { z } from 'zod';
import { type EventType, eventData, Timestamp } from './event-data.ts';

/** The attributes of CloudEvents 1.0 that Floorlight reads. `data` is checked by the schema of its `type`. */
export const Envelope = z.object({
  specversion: z.literal('1.0'),
  id: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9._:-]+$/, { error: 'must be made of A-Z a-z 0-9 . _ : -' }),
  source: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[\x21-\x7e]+$/, { error: 'must be a URI reference without spaces' }),
  type: z.enum(Object.keys(eventData) as [EventType, ...EventType[]]),
  time: Timestamp,
  subject: z.string().max(256).optional(),
  sequence: z.union([z.string().max(64), z.number()]).optional(),
  data: z.unknown(),
});

type DataOf<T extends EventType> = z.infer<(typeof eventData)[T]>;

/** A fact of the past that passed validation. `at` is when it happened, in ms since 1970 UTC. */
export type EventOf<T extends EventType> = {
  readonly source: string;
  readonly id: string;
  readonly type: T;
  readonly at: number;
  /** Breaks ties of `at` within one source; compared as text after padding, see `compareEvents`. */
  readonly sequence?: string;
  readonly site: string;
  readonly data: Readonly<DataOf<T>>;
};
export type Event = EventsOf<EventType>;

type Starting<P extends string> = Extract<EventType, `${P}.${string}`>;
/** A union over types, told apart by `type`. */
export type EventsOf<T extends EventType> = { [K in T]: EventOf<K> }[T];
export type ContactEvent = EventsOf<Starting<'contact'>>;
export type AgentEvent = EventsOf<Starting<'agent'>>;
export type TicketEvent = EventsOf<Starting<'ticket'>>;
export type SurveyEvent = EventsOf<Starting<'survey'>>;
export type CustomerEvent = EventsOf<Starting<'customer'>>;

/** Where in a life cycle a type stands; breaks ties of time that no sequence breaks (T4). */
const lifeCycle: readonly EventType[] = [
  'customer.changed',
  'customer.returned',
  'customer.ordered',
  'ticket.created',
  'ticket.assigned',
  'ticket.replied',
  'contact.offered',
  'contact.rang',
  'contact.missed',
  'contact.answered',
  'contact.held',
  'contact.resumed',
  'contact.transferred',
  'contact.ended',
  'contact.abandoned',
  'contact.left',
  'contact.wrapped',
  'agent.changed',
  'survey.requested',
  'survey.answered',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.removed',
  'customer.churned',
  'count.added',
];
export const rankOf = (type: EventType): number => lifeCycle.indexOf(type);

/** The reason that a validation failed, in one line: the first field that is wrong and the rule it breaks. */
export type Refusal = { readonly field: string; readonly rule: string };

/** Checks one unknown value against the contract; never throws. */
export function parseEvent(input: unknown): { event: Event } | { refusal: Refusal } {
  const envelope = Envelope.safeParse(input);
  if (!envelope.success) return { refusal: refusalOf(envelope.error, '') };
  const { id, source, type, time, sequence } = envelope.data;
  const data = eventData[type].safeParse(envelope.data.data);
  if (!data.success) return { refusal: refusalOf(data.error, 'data') };
  const event = {
    source,
    id,
    type,
    at: Date.parse(time),
    ...(sequence === undefined ? {} : { sequence: String(sequence) }),
    site: data.data.site ?? 'main',
    data: data.data,
  };
  // The pair (type, data) was just checked together, which the compiler cannot follow through the table.
  return { event: event as Event };
}

function refusalOf(error: z.ZodError, within: string): Refusal {
  const issue = error.issues[0];
  const path = [within, ...(issue?.path ?? [])].filter((part) => part !== '').join('.');
  return { field: path || 'event', rule: issue?.message ?? 'is not valid' };
}

/** Total order of the events of one timeline: time, then sequence, then life-cycle rank, then identity (T4). */
export function compareEvents(a: Event, b: Event): number {
  return (
    a.at - b.at ||
    compareText(padded(a.sequence), padded(b.sequence)) ||
    rankOf(a.type) - rankOf(b.type) ||
    compareText(a.source, b.source) ||
    compareText(a.id, b.id)
  );
}

/** Numbers sent as text sort as numbers. An event without a sequence sorts first, so that the order stays total. */
const padded = (sequence: string | undefined): string =>
  sequence === undefined ? '' : sequence.padStart(64, '0');

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
