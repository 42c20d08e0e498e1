import { DAY_MS, momentOf, offsetAt } from './time.ts';

/**
 * The moment a week ago at which the zone's clock showed the same weekday and time: what a number is compared with. It
 * may lie 167 or 169 hours back. A time that came twice that day means the first of the two, as a calendar would read
 * it. A time that the clock jumped over does not exist: `null`, so that no other hour is compared with it by mistake.
 */
export function sameTimeLastWeek(timeZone: string, at: number): number | null {
  const wall = at + offsetAt(timeZone, at) - 7 * DAY_MS;
  const moment = momentOf(timeZone, wall);
  return moment + offsetAt(timeZone, moment) === wall ? moment : null;
}
