const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Local wall-clock reading of a moment. `hour` has a fraction; `weekday` is 0 for Sunday. */
export type LocalTime = { readonly hour: number; readonly weekday: number };

export type LocalClock = {
  read(at: number): LocalTime;
  /** The moment at which the local day of `at`, moved by `days`, begins. */
  midnight(at: number, days?: number): number;
  /** yyyymmdd */
  date(at: number): string;
};

/** Reads the wall clocks of a time zone. Offsets are asked for once an hour of simulated time, since asking is slow. */
export function createLocalClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    const quarter = Math.floor(at / (HOUR_MS / 4));
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const moment = quarter * (HOUR_MS / 4);
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(moment)) part[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
    const offset = Date.UTC(year, month - 1, day, hour, minute) - moment;
    if (offsets.size > 10_000) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  };
  const local = (at: number) => at + offsetAt(at);
  return {
    read(at) {
      const reading = local(at);
      const days = Math.floor(reading / DAY_MS);
      return { hour: (reading - days * DAY_MS) / HOUR_MS, weekday: (((days + 4) % 7) + 7) % 7 };
    },
    midnight(at, days = 0) {
      const wanted = (Math.floor(local(at) / DAY_MS) + days) * DAY_MS;
      // Twice, because the offset at midnight may differ from the one at the first guess.
      const guess = wanted - offsetAt(wanted - offsetAt(at));
      return wanted - offsetAt(guess);
    },
    date: (at) => new Date(local(at)).toISOString().slice(0, 10).replaceAll('-', ''),
  };
}
