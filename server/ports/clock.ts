/** The time of the server, in ms since 1970 UTC. Everything that asks for the time asks one of these. */
export type Clock = { now(): number };

export const systemClock: Clock = { now: () => Date.now() };

/** A clock for tests that stands still until it is moved. */
export function handClock(startedAt: number): Clock & { advance(ms: number): void } {
  let at = startedAt;
  return {
    now: () => at,
    advance(ms) {
      at += ms;
    },
  };
}
