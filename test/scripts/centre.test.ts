import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '#domain/event.ts';
import { createCentre } from '../../scripts/simulation/centre.ts';
import { officeProfile } from '../../scripts/simulation/profile.ts';
import { createStory } from '../../scripts/simulation/story.ts';
import { monday, tally, timeByState, week } from './simulated-week.ts';

const HOUR_MS = 3_600_000;
const bytes = (events: readonly unknown[]) =>
  createHash('sha256').update(JSON.stringify(events)).digest('hex');
const events = week(1);

describe('a simulated centre', () => {
  it('tells the same events, byte for byte, from the same seed', () => {
    expect(bytes(week(1))).toBe(bytes(events));
  });

  it('tells other events from another seed', () => {
    expect(bytes(week(2, 1))).not.toBe(bytes(week(3, 1)));
  });

  it('tells only events that fit the contract, each with an id of its own, in order of time', () => {
    const refusals = events.map(parseEvent).filter((result) => 'refusal' in result);
    expect(refusals).toEqual([]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.every(({ time }, index) => index === 0 || time >= (events[index - 1]?.time ?? ''))).toBe(
      true,
    );
  });

  it('loses nobody: offered = answered + abandoned + left + waiting at any moment, in each queue', () => {
    const waiting = new Map<unknown, Set<unknown>>();
    for (const { type, data } of events) {
      const { queue, contactId } = data;
      const line = waiting.get(queue) ?? waiting.set(queue, new Set()).get(queue);
      if (type === 'contact.offered') {
        expect(line?.has(contactId)).toBe(false);
        line?.add(contactId);
      }
      if (type === 'contact.answered' || type === 'contact.abandoned' || type === 'contact.left') {
        expect(line?.delete(contactId)).toBe(true);
      }
    }
    expect([...waiting.values()].flatMap((line) => [...line])).toEqual([]);
  });

  it('ends every leg, and its durations are the differences of its times', () => {
    type Leg = { answeredAt: number; heldAt: number; holdMs: number; endedAt: number };
    const legs = new Map<string, Leg>();
    let wrapped = 0;
    for (const { type, time, data } of events) {
      const at = Date.parse(time);
      const id = `${data.contactId} ${data.queue} ${data.agent}`;
      const leg = legs.get(id);
      if (type === 'contact.answered') legs.set(id, { answeredAt: at, heldAt: 0, holdMs: 0, endedAt: 0 });
      if (leg === undefined) continue;
      if (type === 'contact.held') leg.heldAt = at;
      if (type === 'contact.resumed') leg.holdMs += at - leg.heldAt;
      if (type === 'contact.transferred' && data.mode === 'attended') leg.holdMs += at - leg.heldAt;
      if (type === 'contact.ended' || type === 'contact.transferred') {
        expect([data.holdMs, data.talkMs]).toEqual([leg.holdMs, at - leg.answeredAt - leg.holdMs]);
        leg.endedAt = at;
      }
      if (type === 'contact.wrapped') {
        expect(data.wrapupMs).toBe(at - leg.endedAt);
        wrapped++;
      }
    }
    expect(wrapped).toBe(legs.size);
    expect(legs.size).toBe(tally(events).count('contact.answered'));
  });

  it('gives an agent one customer at a time, and sends everybody home at the end', () => {
    const talkingWith = new Map<unknown, unknown>();
    const state = new Map<unknown, unknown>();
    for (const { type, data } of events) {
      if (type === 'contact.answered') {
        expect(talkingWith.get(data.agent)).toBeUndefined();
        talkingWith.set(data.agent, data.contactId);
      }
      if (type === 'contact.wrapped') talkingWith.delete(data.agent);
      if (type === 'agent.changed') state.set(data.agent, data.state);
    }
    expect(talkingWith.size).toBe(0);
    expect(new Set(state.values())).toEqual(new Set(['offline']));
  });

  it('looks like a centre that does its work', () => {
    const { count, sum } = tally(events);
    const times = timeByState(events);
    const within = (value: number, low: number, high: number) => {
      expect(value).toBeGreaterThan(low);
      expect(value).toBeLessThan(high);
    };
    const offered = count('contact.offered');
    const legs = count('contact.ended') + count('contact.transferred');
    const lost = count('contact.abandoned') - count('short');
    within(count('hits') / (offered - count('short')), 0.7, 0.88);
    within(lost / (offered - count('short')), 0.02, 0.08);
    within(count('short') / offered, 0.004, 0.02);
    within(count('contact.left') / offered, 0.002, 0.03);
    within(count('contact.transferred') / legs, 0.03, 0.09);
    within(count('contact.missed') / count('contact.rang'), 0.01, 0.05);
    const handled = ['talkMs', 'holdMs'].reduce(
      (total, field) => total + sum(`contact.ended ${field}`) + sum(`contact.transferred ${field}`),
      sum('contact.wrapped wrapupMs'),
    );
    within(handled / legs, 240_000, 360_000);
    const handling = (times.talking ?? 0) + (times.hold ?? 0) + (times.wrapup ?? 0) + (times.ringing ?? 0);
    within(handling / (handling + (times.available ?? 0)), 0.6, 0.85);
    within(count('happy') / count('csat'), 0.74, 0.88);
    within(count('unresolved') / count('contact.ended'), 0.1, 0.2);
    expect(count('customer.churned')).toBeGreaterThan(5);
  });

  it('is never quiet for a quarter of an hour by day or night in the shape of the demo', () => {
    const offered = events
      .filter(({ type }) => type === 'contact.offered')
      .map(({ time }) => Date.parse(time));
    const gaps = offered.slice(1).map((at, index) => at - (offered[index] ?? at));
    expect(Math.max(...gaps)).toBeLessThan(HOUR_MS / 4);
  });

  it('is closed at night in the shape of an office', () => {
    const options = { seed: 4, startedAt: monday, endsAt: monday + 24 * HOUR_MS, timeZone: 'Europe/Berlin' };
    const day = [...createCentre({ ...options, profile: officeProfile })];
    const hours = day
      .filter(({ type }) => type === 'contact.offered')
      .map(({ time }) => new Date(Date.parse(time) + HOUR_MS).getUTCHours());
    expect([Math.min(...hours), Math.max(...hours)]).toEqual([7, 21]);
  });

  it('makes at least 50,000 events a second', () => {
    // Of the processor's time: a machine that does other things as well must not fail this.
    const began = process.cpuUsage();
    const { length } = week(5, 2);
    const { user, system } = process.cpuUsage(began);
    expect((length / (user + system)) * 1e6).toBeGreaterThan(50_000);
  });
});

describe('a story of days', () => {
  const options = { seed: 7, timeZone: 'Europe/Berlin', site: 'demo' };
  const from = (start: number, span: { after: number; until: number }) => {
    const told = [];
    for (const event of createStory(options, start)) {
      const at = Date.parse(event.time);
      if (at >= span.until) return told;
      if (at >= span.after && !event.type.startsWith('ticket.')) told.push(event);
    }
    return told;
  };

  it('tells a day alike, whichever day the telling begins with', () => {
    const span = { after: monday + 24 * HOUR_MS, until: monday + 49 * HOUR_MS };
    const fromMonday = from(monday, span);
    expect(fromMonday.length).toBeGreaterThan(10_000);
    expect(bytes(from(monday - 24 * HOUR_MS, span))).toBe(bytes(fromMonday));
  });

  it('is in order of time across midnight, and no agent works on both sides of it at once', () => {
    const told = from(monday, { after: monday + 20 * HOUR_MS, until: monday + 28 * HOUR_MS });
    const times = told.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    const talking = new Map<unknown, unknown>();
    for (const { type, data } of told) {
      if (type === 'contact.answered') {
        expect(talking.has(data.agent)).toBe(false);
        talking.set(data.agent, data.contactId);
      }
      if (type === 'contact.wrapped') talking.delete(data.agent);
    }
  });
});
