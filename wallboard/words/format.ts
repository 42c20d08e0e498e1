import type { Unit } from '#domain/metric.ts';
import type { Money } from '#domain/risk.ts';

/** A number as it is painted: the digits large, the unit small beside them. */
export type Painted = { readonly text: string; readonly unit: string };

/** Nothing to compute from: never 0, never 100 %. */
export const NOTHING = '–';
const SECOND_MS = 1_000;
const SECONDS_IN_MINUTE = 60;
const SECONDS_IN_HOUR = 3_600;
const two = (value: number) => String(value).padStart(2, '0');

/** m:ss, and h:mm:ss from an hour on. Seconds that are not over do not count. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND_MS));
  const minutes = Math.floor(seconds / SECONDS_IN_MINUTE);
  if (seconds < SECONDS_IN_HOUR) return `${minutes}:${two(seconds % SECONDS_IN_MINUTE)}`;
  return `${Math.floor(minutes / SECONDS_IN_MINUTE)}:${two(minutes % SECONDS_IN_MINUTE)}:${two(seconds % SECONDS_IN_MINUTE)}`;
}

/**
 * A percentage without decimals, unless rounding would tell a lie: 79.6 % is not the 80 % that was promised, and a
 * little is not nothing. Then one decimal, cut towards the side it is on.
 */
export function wholePercent(ratio: number, target: number | null): number {
  const percent = Math.round(ratio * 1e6) / 1e4;
  const whole = Math.round(percent);
  const goal = target === null ? null : Math.round(target * 1e6) / 1e4;
  const limits = [0, 100, ...(goal === null ? [] : [goal])];
  const limit = limits.find((one) => one === whole && percent !== one);
  if (limit === undefined) return whole;
  return percent < limit ? Math.floor(percent * 10) / 10 : Math.ceil(percent * 10) / 10;
}

/** Everything that turns numbers and times into text for one language; each Intl formatter is made once. */
export function createFormat(language: string) {
  const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();
  const once = <T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T => {
    const known = cache.get(key) ?? make();
    cache.set(key, known);
    // A key is only ever used with one kind of formatter.
    return known as T;
  };
  const number = (decimals: number) =>
    once(`number ${decimals}`, () => new Intl.NumberFormat(language, { maximumFractionDigits: decimals }));
  const fixed = (decimals: number) =>
    once(
      `fixed ${decimals}`,
      () =>
        new Intl.NumberFormat(language, {
          minimumFractionDigits: decimals,
          maximumFractionDigits: decimals,
        }),
    );
  const time = (zone: string | undefined, options: Intl.DateTimeFormatOptions) =>
    once(
      `${zone} ${JSON.stringify(options)}`,
      () =>
        new Intl.DateTimeFormat(language, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) }),
    );

  const count = (value: number) => number(0).format(value);
  const clock = (at: number, zone?: string) =>
    time(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

  /** For a table on a desk. */
  const plain = (unit: Unit, value: number | null): string => {
    if (value === null) return NOTHING;
    if (unit === 'ratio') return `${fixed(1).format(value * 100)} %`;
    if (unit === 'points') return fixed(1).format(value);
    if (unit === 'money') return fixed(2).format(value);
    return unit === 'duration' ? durationText(value) : count(value);
  };

  return {
    count,
    clock,
    duration: durationText,
    clockToTheSecond: (at: number, zone?: string) =>
      time(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at),
    day: (at: number, zone?: string) => time(zone, { day: 'numeric', month: 'short' }).format(at),
    decimal: (value: number) => fixed(1).format(value),

    /** For a desk: one decimal. */
    percent: (ratio: number) => `${fixed(1).format(ratio * 100)} %`,
    /** For a television: none, unless it decides. */
    painted(unit: Unit, value: number | null, target: number | null = null): Painted {
      if (value === null) return { text: NOTHING, unit: '' };
      if (unit === 'ratio') return { text: number(1).format(wholePercent(value, target)), unit: '%' };
      return { text: plain(unit, value), unit: '' };
    },
    plain,
    /** Whole units of the currency: cents decide nothing on a work list. */
    money: (money: Money | null) =>
      money === null
        ? NOTHING
        : once(
            `money ${money.currency}`,
            () =>
              new Intl.NumberFormat(language, {
                style: 'currency',
                currency: money.currency,
                maximumFractionDigits: 0,
              }),
          ).format(Number(money.amount)),
  };
}
export type Format = ReturnType<typeof createFormat>;
