/** What a group of agents has to do, and in which time it is to answer. */
export type Load = {
  readonly arrivalsPerHour: number;
  /** Mean handling time: talk, hold and wrap-up. */
  readonly ahtMs: number;
  /** Agents who take contacts of this load, and no others, one at a time. */
  readonly agents: number;
  readonly thresholdMs: number;
};

/** A load whose customers do not wait for ever. */
export type ImpatientLoad = Load & {
  /** Mean time after which a customer who is still waiting gives up. */
  readonly patienceMs: number;
  /** Who gives up within this time is not judged. */
  readonly shortLimitMs?: number;
};

/**
 * What a model expects once arrivals and agents have been as they are for a while. `null` means that there is nothing
 * to compute from, or that the queue grows without bound.
 */
export type Forecast = {
  /** Share of everybody who arrives that is answered within the threshold, those who give up included. */
  readonly serviceLevel: number | null;
  /** Mean wait of everybody who arrives, until the answer or until they give up. */
  readonly waitMs: number | null;
  /** Share of everybody who arrives that gives up; `null` for a model in which nobody does. */
  readonly abandonment: number | null;
  /** Share of their time that agents spend on contacts. */
  readonly occupancy: number | null;
  /** Share of everybody who arrives that the service level of the catalogue judges: all but short abandons. */
  readonly judged: number;
};

export const emptyForecast: Forecast = {
  serviceLevel: null,
  waitMs: null,
  abandonment: null,
  occupancy: null,
  judged: 1,
};

/** The load in erlangs: how many contacts would be handled at any time if nobody ever waited. */
export const erlangsOf = ({ arrivalsPerHour, ahtMs }: Pick<Load, 'arrivalsPerHour' | 'ahtMs'>): number =>
  (arrivalsPerHour * ahtMs) / 3_600_000;

/**
 * The probability that all of `agents` are busy when nobody may wait (Erlang B), by the recursion over the number of
 * agents, in which nothing grows: it holds for thousands of agents as for one.
 */
export function blocking(erlangs: number, agents: number): number {
  let blocked = 1;
  for (let agent = 1; agent <= agents; agent += 1) {
    blocked = (erlangs * blocked) / (agent + erlangs * blocked);
  }
  return blocked;
}
