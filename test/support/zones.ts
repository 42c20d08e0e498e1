import { offsetAt } from '#domain/time.ts';

/** The years whose clock changes are tried: those of the history that is kept, and what is planned ahead. */
export const ZONES_FROM = Date.UTC(2024, 0, 1);
export const ZONES_TO = Date.UTC(2036, 0, 1);

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

/** Every moment at which the clock of a zone changes, to the second, found with nothing but `Intl`. */
export function changesOf(timeZone: string): number[] {
  const clock = clockOf(timeZone);
  const changes: number[] = [];
  const STEP = 3 * DAY_MS;
  for (let at = ZONES_FROM; at < ZONES_TO; at += STEP) {
    const offset = clock(at);
    if (offset === clock(at + STEP)) continue;
    let [low, high] = [at, at + STEP];
    while (high - low > SECOND_MS) {
      const middle = Math.floor((low + high) / 2 / SECOND_MS) * SECOND_MS;
      if (clock(middle) === offset) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

/** How far a zone is ahead of UTC at a full second, asked without the product's cache. */
export function clockOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  return (at) => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes, seconds] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
    const length = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
    return (sign === '-' ? -length : length) * SECOND_MS;
  };
}

/** What a zone's clock shows at a moment, written as if it were UTC. */
export const wallOf = (timeZone: string, at: number): number => at + offsetAt(timeZone, at);
