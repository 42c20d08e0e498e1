import type { EventType } from '#domain/event-data.ts';

export type CloudEvent = {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: EventType;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export const cloudEvent = (event: {
  id: string;
  source: string;
  type: EventType;
  atMs: number;
  data: Record<string, unknown>;
}): CloudEvent => ({
  specversion: '1.0',
  id: event.id,
  source: event.source,
  type: event.type,
  time: new Date(event.atMs).toISOString(),
  data: withoutNothing(event.data),
});

function withoutNothing(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
