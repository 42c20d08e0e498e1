import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { sameTimeLastWeek } from '#domain/last-week.ts';
import { dayOf, daysIn, offsetAt } from '#domain/time.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { queryMetrics } from '../../server/flow/desk/metrics.ts';
import type { MetricsQuery } from '../../server/ports/desk.ts';
import { testSites } from '../support/workbench.ts';
import { changesOf, clockOf, wallOf, ZONES_FROM, ZONES_TO } from '../support/zones.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ zone, changes: changesOf(zone) }));
const changing = zones.filter(({ changes }) => changes.length > 0);
const steps = { PT15M: 15 * MINUTE, PT30M: 30 * MINUTE, PT1H: HOUR };

const temporal = (zone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

async function startsOf(zone: string, interval: MetricsQuery['interval'] & {}, from: number, to: number) {
  const query = { site: 'main', metrics: ['offered'], groupBy: [], where: {}, from, to, interval } as const;
  const series = await queryMetrics(
    createMemoryLedger(),
    { ...testSites('main'), timeZone: zone },
    query,
    ZONES_TO,
  );
  return series.map(({ start }) => start);
}

describe('every time zone, 2024 to 2035', () => {
  test('there are many, and many change their clock', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect(changing.length).toBeGreaterThan(100);
  });

  test('changes its clock at full quarters only, by whole slots (what offsets and slots rely on)', () => {
    const odd = zones.flatMap(({ zone, changes }) => {
      const clock = clockOf(zone);
      const offsets = [ZONES_FROM, ...changes].map(clock);
      const moments = changes
        .filter((at) => at % (15 * MINUTE) !== 0)
        .map((at) => `${zone} changes at ${at}`);
      return [
        ...moments,
        ...offsets.filter((offset) => offset % (5 * MINUTE) !== 0).map((offset) => `${zone} ${offset}`),
      ];
    });
    expect(odd).toEqual([]);
  });

  test('has the offset that its own clock tells, just before and just after each change', () => {
    for (const { zone, changes } of changing) {
      const clock = clockOf(zone);
      for (const at of changes) {
        expect([zone, at, offsetAt(zone, at - 1)]).toEqual([zone, at, clock(at - 1_000)]);
        expect([zone, at, offsetAt(zone, at)]).toEqual([zone, at, clock(at)]);
      }
    }
  });

  test('has days that begin and end where a calendar says', () => {
    for (const { zone, changes } of zones) {
      for (const change of [ZONES_FROM, ...changes]) {
        for (const at of [change - DAY, change - 1, change, change + DAY]) {
          const day = dayOf(zone, at);
          const calendar = temporal(zone, at);
          const startedAt = calendar.startOfDay();
          const expected = [
            zone,
            calendar.toPlainDate().toString(),
            startedAt.epochMilliseconds,
            calendar.hoursInDay,
          ];
          expect([zone, day.name, day.startedAt, (day.endsAt - day.startedAt) / HOUR]).toEqual(expected);
        }
      }
    }
  });

  test('has hours and quarters that fill the day, begin on the local clock and sum to it', async () => {
    for (const { zone, changes } of changing) {
      for (const change of changes.slice(-4)) {
        const { startedAt, endsAt } = dayOf(zone, change);
        for (const [interval, step] of Object.entries(steps) as [keyof typeof steps, number][]) {
          const starts = await startsOf(zone, interval, startedAt, endsAt);
          expect([zone, starts[0]]).toEqual([zone, startedAt]);
          const lengths = starts.map((start, index) => (starts[index + 1] ?? endsAt) - start);
          expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(endsAt - startedAt);
          starts.forEach((start, index) => {
            const isAligned = wallOf(zone, start) % step === 0 || start === change;
            expect([zone, interval, start, isAligned]).toEqual([zone, interval, start, true]);
            // Only a clock that changes within an interval cuts it short.
            const isCut = lengths[index]! < step && start + step > change - step && start <= change;
            expect([zone, start, lengths[index] === step || isCut]).toEqual([zone, start, true]);
          });
        }
      }
    }
  });

  test('has years whose days follow each other without gap', () => {
    changing.forEach(({ zone }, index) => {
      const year = 2024 + (index % 12);
      const [from, to] = [dayOf(zone, Date.UTC(year, 0, 1, 12)), dayOf(zone, Date.UTC(year, 11, 31, 12))];
      const days = daysIn(zone, from.startedAt, to.endsAt);
      const sum = days.reduce((total, { startedAt, endsAt }) => total + endsAt - startedAt, 0);
      expect([zone, sum]).toEqual([zone, to.endsAt - from.startedAt]);
      expect([zone, days.length]).toEqual([zone, year % 4 === 0 ? 366 : 365]);
    });
  });

  test('has last week at the same time of the local clock', () => {
    for (const { zone, changes } of changing) {
      for (const change of changes) {
        // Around the change itself, and a week after it, where last week is around the change.
        for (const near of [change, change + 7 * DAY]) {
          for (const at of [-26 * HOUR, -HOUR, -30 * MINUTE, -1, 0, 30 * MINUTE, HOUR, 2 * HOUR, 26 * HOUR]) {
            const now = temporal(zone, near + at);
            const then = now.subtract({ weeks: 1 });
            const exists = then.toPlainTime().equals(now.toPlainTime());
            const expected = exists ? then.epochMilliseconds : null;
            expect([zone, near + at, sameTimeLastWeek(zone, near + at)]).toEqual([zone, near + at, expected]);
          }
        }
      }
    }
  });
});

test('an hour that a change of half an hour cuts begins at the change', async () => {
  const from = Date.parse('2026-10-04T01:00:00+10:30');
  const starts = await startsOf('Australia/Lord_Howe', 'PT1H', from, from + 2 * HOUR);
  expect(starts.map((start) => (start - from) / MINUTE)).toEqual([0, 60, 90]);
  const back = Date.parse('2026-04-05T01:00:00+11:00');
  const again = await startsOf('Australia/Lord_Howe', 'PT1H', back, back + 2.5 * HOUR);
  expect(again.map((start) => (start - back) / MINUTE)).toEqual([0, 60, 90]);
});

describe('the same time last week', () => {
  const lastWeek = (at: string) => {
    const moment = sameTimeLastWeek('Europe/Berlin', Date.parse(at));
    return moment === null ? null : new Date(moment).toISOString();
  };

  test('lies 167 or 169 hours back when the clock changed in between', () => {
    expect(lastWeek('2026-04-01T10:00:00+02:00')).toBe('2026-03-25T09:00:00.000Z');
    expect(lastWeek('2026-10-28T10:00:00+01:00')).toBe('2026-10-21T08:00:00.000Z');
  });

  test('is the first of two when the hour came twice', () => {
    expect(lastWeek('2026-11-01T02:30:00+01:00')).toBe('2026-10-25T00:30:00.000Z');
  });

  test('does not exist when the clock jumped over it', () => {
    expect(lastWeek('2026-04-05T02:30:00+02:00')).toBe(null);
    expect(lastWeek('2026-04-05T03:00:00+02:00')).toBe('2026-03-29T01:00:00.000Z');
  });
});
