import { integrate } from './integrate.ts';
import { blocking, emptyForecast, erlangsOf, type Forecast, type ImpatientLoad } from './load.ts';

/** Below e^-40 of its highest point a density adds nothing that a double could hold. */
const NEGLIGIBLE = 40;

/**
 * Erlang A: as Erlang C, but who has waited for `patienceMs` on average gives up, at random. Its service level is the
 * share of all arrivals that is answered within the threshold: whoever gives up, however soon, is in the denominator.
 *
 * The wait that an arrival would have with endless patience has the density c exp(arrivals (1 - e^(-t/patience))
 * patience - agents t / aht), beside the probability of no wait at all. The exponent is taken relative to its highest
 * value, so that no load is too large.
 */
export function erlangA(load: ImpatientLoad): Forecast {
  const { agents, ahtMs, patienceMs, thresholdMs, shortLimitMs = 0 } = load;
  const erlangs = erlangsOf(load);
  if (!(erlangs > 0)) return { ...emptyForecast, abandonment: null, occupancy: agents > 0 ? 0 : null };
  const stays = (waitedMs: number): number => Math.exp(-waitedMs / patienceMs);
  const leaves = (waitedMs: number): number => -Math.expm1(-waitedMs / patienceMs);
  if (agents <= 0) {
    const judged = stays(shortLimitMs);
    return { serviceLevel: 0, waitMs: patienceMs, abandonment: 1, occupancy: null, judged };
  }
  const arrivals = erlangs / ahtMs;
  const answers = agents / ahtMs;
  const exponentAt = (ms: number): number => arrivals * patienceMs * leaves(ms) - answers * ms;
  const peakAt = Math.max(0, patienceMs * Math.log(arrivals / answers));
  const peak = exponentAt(peakAt);
  const blocked = blocking(erlangs, agents - 1);
  const density = (ms: number): number => blocked * arrivals * Math.exp(exponentAt(ms) - peak);
  const { from, to } = supportOf((ms) => peak - exponentAt(ms), peakAt, 1 / answers + patienceMs);
  const over = (low: number, high: number, of: (ms: number) => number): number =>
    integrate((ms) => density(ms) * of(ms), Math.max(low, from), Math.min(high, to), peakAt);

  const atOnce = Math.exp(-peak);
  const all = atOnce + over(0, to, () => 1);
  const abandonment = over(0, to, leaves) / all;
  // Summed by itself, as what is left of 1 it would lose its digits where almost everybody gives up.
  const answered = (atOnce + over(0, to, stays)) / all;
  const inTime = over(0, thresholdMs, stays);
  const short = over(0, shortLimitMs, leaves) + over(shortLimitMs, to, () => leaves(shortLimitMs));
  return {
    serviceLevel: (atOnce + inTime) / all,
    waitMs: abandonment * patienceMs,
    abandonment,
    occupancy: Math.min(1, (erlangs * answered) / agents),
    judged: 1 - short / all,
  };
}

/** Where a function that falls off on both sides of its highest point still counts. */
function supportOf(fallAt: (ms: number) => number, peakAt: number, step: number) {
  const edge = (inside: number, outside: number): number => {
    for (let tries = 0; tries < 60; tries += 1) {
      const middle = (inside + outside) / 2;
      if (fallAt(middle) < NEGLIGIBLE) inside = middle;
      else outside = middle;
    }
    return outside;
  };
  let right = peakAt + step;
  while (fallAt(right) < NEGLIGIBLE) right = peakAt + 2 * (right - peakAt);
  return { from: fallAt(0) < NEGLIGIBLE ? 0 : edge(peakAt, 0), to: edge(peakAt, right) };
}
