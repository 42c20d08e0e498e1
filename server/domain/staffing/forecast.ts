import { erlangA } from './erlang-a.ts';
import { erlangC } from './erlang-c.ts';
import type { Forecast, Load } from './load.ts';

/** A load of which the customers' patience may be unknown. */
export type AnyLoad = Load & { readonly patienceMs: number | null; readonly shortLimitMs?: number };

export const modelOf = ({ patienceMs }: Pick<AnyLoad, 'patienceMs'>): 'erlang-a' | 'erlang-c' =>
  patienceMs === null ? 'erlang-c' : 'erlang-a';

/** By Erlang A where the patience of customers is known, else by Erlang C. */
export const forecast = (load: AnyLoad): Forecast =>
  load.patienceMs === null ? erlangC(load) : erlangA({ ...load, patienceMs: load.patienceMs });

/** More agents than any one queue has: a search that gets here has a target that nobody reaches. */
const MOST_AGENTS = 100_000;

/** The fewest agents with whom the forecast reaches a service level; `null` when no number of them does. */
export function agentsNeeded(load: Omit<AnyLoad, 'agents'>, target: number): number | null {
  const reaches = (agents: number): boolean =>
    (forecast({ ...load, agents }).serviceLevel ?? Number.NEGATIVE_INFINITY) >= target;
  if (!(load.arrivalsPerHour > 0 && load.ahtMs > 0)) return null;
  let [low, high] = [0, 1];
  while (!reaches(high)) {
    if (high >= MOST_AGENTS) return null;
    [low, high] = [high, Math.min(high * 2, MOST_AGENTS)];
  }
  // More agents never make it worse, so what reaches the target lies above what does not.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(middle)) high = middle;
    else low = middle;
  }
  return high;
}
