import { z } from 'zod';
import { Envelope } from '#domain/event.ts';
import { type EventType, eventData } from '#domain/event-data.ts';

const [first, ...others] = Object.entries(eventData).map(([type, data]) =>
  // The entries of the vocabulary are keyed by event type, which `Object.entries` forgets.
  Envelope.extend({ type: z.literal(type as EventType), data }).meta({ title: type }),
);

/** Every event that may come in, for the documentation: the envelope with the data of each type. */
export const EventOnWire = first === undefined ? Envelope : z.union([first, ...others]);
