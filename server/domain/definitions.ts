/** What a site decides about its numbers. All lengths in ms. */
export type Definitions = {
  readonly serviceLevelMs: number;
  readonly shortAbandonMs: number;
  /** A segment or leg that has no end by then is closed as unknown (L5). */
  readonly unknownAfterMs: number;
  /** Where a queue differs. */
  readonly queues: Readonly<
    Record<string, { readonly serviceLevelMs?: number; readonly shortAbandonMs?: number }>
  >;
};

export const defaultDefinitions: Definitions = {
  serviceLevelMs: 20_000,
  shortAbandonMs: 5_000,
  unknownAfterMs: 12 * 3_600_000,
  queues: {},
};

export const thresholdOf = (definitions: Definitions, queue: string): number =>
  definitions.queues[queue]?.serviceLevelMs ?? definitions.serviceLevelMs;
export const shortLimitOf = (definitions: Definitions, queue: string): number =>
  definitions.queues[queue]?.shortAbandonMs ?? definitions.shortAbandonMs;
