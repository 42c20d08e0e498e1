import { blocking, emptyForecast, erlangsOf, type Forecast, type Load } from './load.ts';

/** Erlang C: arrivals at random, everybody waits until they are answered. Too pessimistic where customers give up. */
export function erlangC(load: Load): Forecast {
  const { agents, ahtMs, thresholdMs } = load;
  const erlangs = erlangsOf(load);
  if (!(erlangs > 0)) return { ...emptyForecast, occupancy: agents > 0 ? 0 : null };
  // Not enough agents for the work: the queue grows for as long as this lasts.
  if (agents <= erlangs) {
    return { ...emptyForecast, serviceLevel: 0, occupancy: agents > 0 ? 1 : null };
  }
  const blocked = blocking(erlangs, agents);
  const occupancy = erlangs / agents;
  const waits = blocked / (1 - occupancy * (1 - blocked));
  const spare = agents - erlangs;
  return {
    serviceLevel: 1 - waits * Math.exp((-spare * thresholdMs) / ahtMs),
    waitMs: (waits * ahtMs) / spare,
    abandonment: null,
    occupancy,
    judged: 1,
  };
}
