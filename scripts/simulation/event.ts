import type { EventType } from '#domain/event-data.ts';

/** An event as it goes over the wire: CloudEvents 1.0, structured. */
export type SimulatedEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly time: string;
  readonly sequence: number;
  readonly data: Readonly<Record<string, unknown>>;
};

export type Emit = (type: EventType, data: Record<string, unknown>) => void;

/** Numbers events and stamps them with the time of the simulation. `taken` hands over what was said since last asked. */
export function createScribe(
  now: () => number,
  { source, prefix, site }: { source: string; prefix: string; site: string | undefined },
): { emit: Emit; taken(): readonly SimulatedEvent[] } {
  let events: SimulatedEvent[] = [];
  let sequence = 0;
  let lastAt = Number.NaN;
  let lastTime = '';
  return {
    emit(type, data) {
      if (now() !== lastAt) {
        lastAt = now();
        lastTime = new Date(lastAt).toISOString();
      }
      sequence++;
      if (site !== undefined) data.site = site;
      events.push({
        specversion: '1.0',
        id: `${prefix}-${sequence}`,
        source,
        type,
        time: lastTime,
        sequence,
        data,
      });
    },
    taken() {
      const said = events;
      events = [];
      return said;
    },
  };
}
