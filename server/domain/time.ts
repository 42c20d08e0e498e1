/** The grain of the ledger: every zone's offset is a multiple of it, so that local intervals are sums of slots. */
export const SLOT_MS = 5 * 60_000;
export const DAY_MS = 24 * 3_600_000;

export const slotOf = (at: number): number => Math.floor(at / SLOT_MS) * SLOT_MS;

/** The start of a moment's month by UTC. */
export function monthOf(at: number): number {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** A local day of a site: its name (yyyy-mm-dd), and its start and end in ms. It may last 23 or 25 hours. */
export type LocalDay = { readonly name: string; readonly startedAt: number; readonly endsAt: number };

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

const QUARTER_MS = 15 * 60_000;
const OFFSETS_MOST = 50_000;
const offsets = new Map<string, Map<number, number>>();

/**
 * How far the zone's clock is ahead of UTC at a moment, in ms. Clocks change at full quarters of an hour, so one answer
 * serves for a quarter; asking `Intl` each time would cost more than everything else about a report.
 */
export function offsetAt(timeZone: string, at: number): number {
  const quarter = Math.floor(at / QUARTER_MS);
  let known = offsets.get(timeZone);
  if (!known || known.size > OFFSETS_MOST) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = askOffset(timeZone, quarter * QUARTER_MS);
    known.set(quarter, offset);
  }
  return offset;
}

function askOffset(timeZone: string, at: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - at;
}

/** The first moment at which the zone's clock shows this or a later wall time; `wall` is that time written as UTC. */
export function momentOf(timeZone: string, wall: number): number {
  const guess = wall - offsetAt(timeZone, wall);
  const candidates = [
    guess,
    wall - offsetAt(timeZone, guess - DAY_MS),
    wall - offsetAt(timeZone, guess + DAY_MS),
  ];
  const exact = candidates.filter((at) => at + offsetAt(timeZone, at) === wall);
  if (exact.length > 0) return Math.min(...exact);
  // The wall time is skipped: the clock jumps over it, so the moment of the jump is the answer.
  return firstMomentFrom(
    timeZone,
    wall,
    Math.min(...candidates) - 3_600_000,
    Math.max(...candidates) + 3_600_000,
  );
}

function firstMomentFrom(timeZone: string, wall: number, low: number, high: number): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(timeZone, middle) >= wall) high = middle;
    else low = middle;
  }
  return high;
}

const recent = new Map<string, LocalDay>();

/** The local day of a moment. */
export function dayOf(timeZone: string, at: number): LocalDay {
  const known = recent.get(timeZone);
  if (known && at >= known.startedAt && at < known.endsAt) return known;
  const wall = at + offsetAt(timeZone, at);
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  const day = {
    name: new Date(midnight).toISOString().slice(0, 10),
    startedAt: momentOf(timeZone, midnight),
    endsAt: momentOf(timeZone, midnight + DAY_MS),
  };
  recent.set(timeZone, day);
  return day;
}

/** All local days that touch [from, to), in order. */
export function daysIn(timeZone: string, from: number, to: number): LocalDay[] {
  const days: LocalDay[] = [];
  for (let at = from; at < to; ) {
    const day = dayOf(timeZone, at);
    days.push(day);
    at = day.endsAt;
  }
  return days;
}

/** Splits a stretch of time over the slots that it touches: [slot, ms] pairs whose ms sum to its length. */
export function prorate(from: number, to: number): [slot: number, ms: number][] {
  const parts: [number, number][] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, slotOf(at) + SLOT_MS);
    parts.push([slotOf(at), end - at]);
    at = end;
  }
  return parts;
}
