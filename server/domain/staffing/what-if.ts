import { type AnyLoad, forecast } from './forecast.ts';
import type { Forecast } from './load.ts';

/** An interval that is under way: what was judged in it so far, and how long it still lasts. */
export type Underway = { readonly hits: number; readonly misses: number; readonly remainingMs: number };

export type WhatIf = {
  readonly asIs: Forecast;
  readonly withMore: Forecast;
  /** The service level of the whole interval when it ends: what was judged so far and what is expected until then. */
  readonly atEnd: { readonly asIs: number | null; readonly withMore: number | null };
};

const nothingYet: Underway = { hits: 0, misses: 0, remainingMs: 3_600_000 };

/**
 * What becomes of the service level with `more` agents from now on. The rest of the interval is taken as if the new
 * number of agents had been there for a while, so a queue that has already built up makes the forecast too bright.
 */
export function whatIf(load: AnyLoad & { readonly more: number }, underway: Underway = nothingYet): WhatIf {
  const asIs = forecast(load);
  const withMore = forecast({ ...load, agents: Math.max(0, load.agents + load.more) });
  const atEnd = (expected: Forecast): number | null => {
    const arrivals = (load.arrivalsPerHour * underway.remainingMs) / 3_600_000;
    if (arrivals > 0 && expected.serviceLevel === null) return null;
    const judged = underway.hits + underway.misses + arrivals * expected.judged;
    return judged > 0 ? (underway.hits + arrivals * (expected.serviceLevel ?? 0)) / judged : null;
  };
  return { asIs, withMore, atEnd: { asIs: atEnd(asIs), withMore: atEnd(withMore) } };
}
