import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, daysIn, offsetAt, prorate, SLOT_MS } from '#domain/time.ts';
import { holds } from '../support/seeds.ts';

const HOUR = 3_600_000;
const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Santiago',
  'UTC',
];
const hours = ({ startedAt, endsAt }: { startedAt: number; endsAt: number }) => (endsAt - startedAt) / HOUR;

describe('local days', () => {
  test('last 23, 24 and 25 hours where the clock says so', () => {
    expect(hours(dayOf('Europe/Berlin', Date.parse('2026-03-29T12:00:00Z')))).toBe(23);
    expect(hours(dayOf('Europe/Berlin', Date.parse('2026-10-25T12:00:00Z')))).toBe(25);
    expect(hours(dayOf('Europe/Berlin', Date.parse('2026-11-21T12:00:00Z')))).toBe(24);
    expect(hours(dayOf('Australia/Lord_Howe', Date.parse('2026-04-05T02:00:00Z')))).toBe(24.5);
  });

  test('begin where midnight is skipped at the moment of the jump', () => {
    // Chile's clock jumps from 24:00 to 1:00 on 6 September 2026.
    const day = dayOf('America/Santiago', Date.parse('2026-09-06T12:00:00Z'));
    expect(new Date(day.startedAt).toISOString()).toBe('2026-09-06T04:00:00.000Z');
    expect(hours(day)).toBe(23);
  });

  test('follow each other without gap, and every moment lies in the day of its name', async () => {
    const property = fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2036-01-01') }),
      (zone, at) => {
        const day = dayOf(zone, at);
        expect(day.startedAt <= at && at < day.endsAt).toBe(true);
        expect(new Date(at + offsetAt(zone, at)).toISOString().slice(0, 10)).toBe(day.name);
        expect(dayOf(zone, day.endsAt).startedAt).toBe(day.endsAt);
        expect(dayOf(zone, day.startedAt - 1).endsAt).toBe(day.startedAt);
        expect(day.startedAt % SLOT_MS).toBe(0);
      },
    );
    await holds('local days', property, 1_000);
  });

  test('of a range are all that it touches', () => {
    const days = daysIn('UTC', Date.parse('2026-01-01T23:59:00Z'), Date.parse('2026-01-03T00:00:00Z'));
    expect(days.map(({ name }) => name)).toEqual(['2026-01-01', '2026-01-02']);
  });
});

test('a stretch of time is cut at the slots and loses nothing', async () => {
  const property = fc.property(
    fc.nat({ max: 10 * SLOT_MS }),
    fc.nat({ max: 10 * SLOT_MS }),
    (from, length) => {
      const parts = prorate(from, from + length);
      expect(parts.reduce((sum, [, ms]) => sum + ms, 0)).toBe(length);
      for (const [slot, ms] of parts) {
        expect(slot % SLOT_MS).toBe(0);
        expect(ms > 0 && ms <= SLOT_MS).toBe(true);
      }
    },
  );
  await holds('prorating', property, 300);
});
