/** What a site decides about its numbers. All lengths in ms. */
export type Definitions = {
  readonly serviceLevelMs: number;
  readonly shortAbandonMs: number;
  /** How soon a ticket's first response is due. */
  readonly firstResponseMs: number;
  /** A segment or leg that has no end by then is closed as unknown (L5). */
  readonly unknownAfterMs: number;
  /** Where a queue, or a group of the help desk, differs. */
  readonly queues: Readonly<
    Record<
      string,
      {
        readonly serviceLevelMs?: number;
        readonly shortAbandonMs?: number;
        readonly firstResponseMs?: number;
      }
    >
  >;
};

export const defaultDefinitions: Definitions = {
  serviceLevelMs: 20_000,
  shortAbandonMs: 5_000,
  firstResponseMs: 4 * 3_600_000,
  unknownAfterMs: 12 * 3_600_000,
  queues: {},
};

export const thresholdOf = (definitions: Definitions, queue: string): number =>
  definitions.queues[queue]?.serviceLevelMs ?? definitions.serviceLevelMs;
export const shortLimitOf = (definitions: Definitions, queue: string): number =>
  definitions.queues[queue]?.shortAbandonMs ?? definitions.shortAbandonMs;
export const firstResponseTargetOf = (definitions: Definitions, group: string): number =>
  definitions.queues[group]?.firstResponseMs ?? definitions.firstResponseMs;
