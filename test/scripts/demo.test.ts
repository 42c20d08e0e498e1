import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SimulatedEvent } from '../../scripts/simulation/event.ts';
import { createDemo, type RunningDemo } from '../../server/adapters/sources/demo.ts';
import { handClock } from '../../server/ports/clock.ts';
import type { SourceContext } from '../../server/ports/event-source.ts';

const MINUTE_MS = 60_000;
const noon = Date.parse('2026-11-18T11:00:00Z');
const midnight = Date.parse('2026-11-17T23:00:00Z');
const silent = { info() {}, warn() {}, error() {} };

let running: RunningDemo | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function startAt(now: number, { fails = 0, pastDays = 0 } = {}) {
  const clock = handClock(now);
  const told: SimulatedEvent[] = [];
  let failures = fails;
  const intake: SourceContext['intake'] = {
    async take(inputs, options) {
      if (failures-- > 0) throw new Error('the ledger is away');
      expect(options?.history).toBe(true);
      expect(inputs.length).toBeLessThanOrEqual(500);
      told.push(...(inputs as SimulatedEvent[]));
      return [];
    },
    async note() {},
  };
  // The demo uses no store.
  const context = { intake, clock, log: silent, store: {} as SourceContext['store'] };
  const demo = createDemo({ site: 'demo', timeZone: 'Europe/Berlin', seed: 1, pastDays }, context);
  const started = await demo.start();
  running = started;
  await started.live;
  return { clock, told, running: started };
}

const span = (events: readonly SimulatedEvent[]) => {
  const times = events.map(({ time }) => Date.parse(time));
  return { first: Math.min(...times), last: Math.max(...times) };
};

describe('the demo', () => {
  it('tells the day so far, of its own site and source, and nothing of the future', async () => {
    const { told } = await startAt(noon);
    expect(told.length).toBeGreaterThan(5_000);
    expect(span(told).first).toBeGreaterThanOrEqual(midnight);
    expect(span(told).last).toBeLessThanOrEqual(noon);
    expect(new Set(told.map(({ source, data }) => `${source} ${data.site}`))).toEqual(
      new Set(['floorlight/demo demo']),
    );
  });

  it('goes on in real time', async () => {
    const { told, clock } = await startAt(noon);
    const before = told.length;
    clock.advance(2 * MINUTE_MS);
    await vi.waitFor(() => expect(span(told.slice(before)).last).toBeGreaterThan(noon + MINUTE_MS), 5_000);
    expect(span(told.slice(before)).first).toBeGreaterThan(noon);
    expect(span(told).last).toBeLessThanOrEqual(clock.now());
  });

  it('repeats itself when it is started again on the same day', async () => {
    const first = await startAt(noon);
    await first.running.stop();
    const again = await startAt(noon + MINUTE_MS);
    const texts = new Set(again.told.map((event) => JSON.stringify(event)));
    expect(first.told.every((event) => texts.has(JSON.stringify(event)))).toBe(true);
  });

  it('tells the days before without what mattered only then, alike on the next day', async () => {
    const first = await startAt(noon, { pastDays: 2 });
    await first.running.complete;
    const past = first.told.filter(({ time }) => Date.parse(time) < midnight);
    expect(span(past).first).toBeLessThan(midnight - 47 * 60 * MINUTE_MS);
    expect(past.some(({ type }) => type === 'agent.changed')).toBe(false);
    await first.running.stop();
    const later = await startAt(noon + 24 * 60 * MINUTE_MS, { pastDays: 1 });
    await later.running.complete;
    const texts = new Map(first.told.map((event) => [event.id, JSON.stringify(event)]));
    const both = later.told.filter(({ id }) => texts.has(id));
    expect(both.length).toBeGreaterThan(2_000);
    expect(both.every((event) => texts.get(event.id) === JSON.stringify(event))).toBe(true);
  });

  it('waits for a ledger that is away and loses nothing', async () => {
    const { told } = await startAt(noon, { fails: 2 });
    const { told: expected } = await startAt(noon);
    expect(told.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });

  it('stops at once', async () => {
    const { running: demo, told, clock } = await startAt(noon);
    await demo.stop();
    const before = told.length;
    clock.advance(10 * MINUTE_MS);
    await new Promise((resolve) => setImmediate(resolve));
    expect(told.length).toBe(before);
  });
});
