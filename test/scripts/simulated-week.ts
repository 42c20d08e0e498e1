import { createCentre } from '../../scripts/simulation/centre.ts';
import type { SimulatedEvent } from '../../scripts/simulation/event.ts';

const DAY_MS = 86_400_000;
export const monday = Date.parse('2026-11-15T23:00:00Z');

/** One week of a centre in Berlin. */
export const week = (seed: number, days = 7): SimulatedEvent[] => [
  ...createCentre({ seed, startedAt: monday, endsAt: monday + days * DAY_MS, timeZone: 'Europe/Berlin' }),
];

type Told = {
  [type: string]: number;
};

/** Counts and sums straight from the events, without the product's own arithmetic. */
export function tally(events: readonly SimulatedEvent[]) {
  const counts: Told = {};
  const sums: Told = {};
  const more = (into: Told, name: string, by: number) => {
    into[name] = (into[name] ?? 0) + by;
  };
  for (const { type, data } of events) {
    more(counts, type, 1);
    for (const [field, value] of Object.entries(data)) {
      if (field.endsWith('Ms')) more(sums, `${type} ${field}`, Number(value));
    }
    const waitMs = Number(data.waitMs);
    if (type === 'contact.answered' && waitMs <= 20_000) more(counts, 'hits', 1);
    if (type === 'contact.abandoned' && waitMs <= 5_000) more(counts, 'short', 1);
    if (type === 'contact.wrapped' && data.resolved === false) more(counts, 'unresolved', 1);
    if (type === 'survey.answered' && data.kind === 'csat' && Number(data.score) >= 4)
      more(counts, 'happy', 1);
    if (type === 'survey.answered' && data.kind === 'csat') more(counts, 'csat', 1);
  }
  return { count: (name: string) => counts[name] ?? 0, sum: (name: string) => sums[name] ?? 0 };
}

/** How long agents were in each state, in ms. */
export function timeByState(events: readonly SimulatedEvent[]): Record<string, number> {
  const now = new Map<unknown, { state: string; at: number }>();
  const times: Record<string, number> = {};
  for (const { type, time, data } of events) {
    if (type !== 'agent.changed') continue;
    const at = Date.parse(time);
    const before = now.get(data.agent);
    if (before) times[before.state] = (times[before.state] ?? 0) + at - before.at;
    now.set(data.agent, { state: String(data.state), at });
  }
  return times;
}
