import { parseEvent } from '#domain/event.ts';
import { type EventType, eventData } from '#domain/event-data.ts';
import { type CloudEvent, cloudEvent } from '../asterisk-queue-log/cloud-event.ts';
import { digest } from '../asterisk-queue-log/identity.ts';
import { holds } from './conditions.ts';
import type { Emission, Mapping } from './mapping.ts';
import { DoesNotFit, type Misfit, ownCells, type Row } from './row.ts';
import { type RowValues, textOf, valuesOf } from './row-values.ts';

export type SentEvent = CloudEvent & { readonly sequence?: string };
export type RowOutcome =
  | { readonly events: readonly SentEvent[] }
  /** The mapping leaves it out. */
  | { readonly leftOut: true }
  | { readonly misfit: Misfit };

export type RowConverter = (row: Row) => RowOutcome;

/** Makes rows into events. A row goes in with all of its events or not at all; nothing is ever thrown. */
export function createRowConverter(mapping: Mapping, site?: string): RowConverter {
  return (row) => {
    if (row.misfit) return { misfit: row.misfit };
    try {
      const values = valuesOf(row.cells, mapping);
      if (mapping.skip.some((condition) => holds(condition, values.get))) return { leftOut: true };
      const key = mapping.key?.map((name) => textOf(values.get(name))) ?? ownCells(row);
      const events = mapping.events
        .filter(({ when }) => (when ?? []).every((condition) => holds(condition, values.get)))
        .flatMap((emission) => eventOf(emission, values, { mapping, key, ...(site && { site }) }));
      checkEach(events);
      return { events };
    } catch (error) {
      if (error instanceof DoesNotFit) return { misfit: error.misfit };
      throw error;
    }
  };
}

type Context = { readonly mapping: Mapping; readonly key: readonly unknown[]; readonly site?: string };

function eventOf(emission: Emission, values: RowValues, { mapping, key, site }: Context): SentEvent[] {
  const type = typeOf(emission, values);
  if (type === null) return [];
  const time = values.get(emission.time);
  if (time === null || typeof time !== 'object') {
    throw new DoesNotFit(
      emission.time,
      `must be a time for ${type}, and is ${time === null ? 'empty' : 'none'}`,
    );
  }
  const sequence = emission.sequence === undefined ? '' : textOf(values.get(emission.sequence));
  const event = cloudEvent({
    id: `${type}-${digest(JSON.stringify([key, emission.as ?? '']))}`,
    source: mapping.source,
    type,
    atMs: time.at,
    data: { ...dataOf(emission, values, type), site },
  });
  return [sequence === '' ? event : { ...event, sequence }];
}

export const isEventType = (name: string): name is EventType => Object.hasOwn(eventData, name);

function typeOf({ type }: Emission, values: RowValues): EventType | null {
  if (isEventType(type)) return type;
  const named = textOf(values.get(type));
  if (named === '') return null;
  if (isEventType(named)) return named;
  throw new DoesNotFit(type, 'must be the name of an event type');
}

function dataOf({ data }: Emission, values: RowValues, type: EventType): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [field, expression] of Object.entries(data)) {
    const value = values.make(expression, `${type} ${field}`);
    if (value === null) continue;
    const plain = typeof value === 'object' ? textOf(value) : value;
    const [outer = '', inner] = field.split('.');
    if (inner === undefined) fields[outer] = plain;
    else fields[outer] = { ...(fields[outer] as object | undefined), [inner]: plain };
  }
  return fields;
}

/** What the intake would reject is told with the row that it came from. */
function checkEach(events: readonly SentEvent[]): void {
  const ids = new Set<string>();
  for (const event of events) {
    const parsed = parseEvent(event);
    if ('refusal' in parsed) {
      throw new DoesNotFit(`${event.type} ${parsed.refusal.field}`, parsed.refusal.rule);
    }
    if (ids.has(event.id)) throw new DoesNotFit(event.type, 'must be told apart by "as" where a row has two');
    ids.add(event.id);
  }
}
