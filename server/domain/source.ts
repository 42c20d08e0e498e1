import type { SourceOnBoard } from './board.ts';

/** How long a live source may say nothing before the wall marks it. */
export const SILENT_AFTER_MS = 5 * 60_000;
const LIVE_LAG_MS = 5 * 60_000;

/**
 * The health of a source from its newest event: when it happened and how late it arrived. Only a source whose events
 * come as they happen can fall silent: an import that is over is just over.
 */
export function healthOf(
  of: {
    readonly source: string;
    readonly lastEventAt: number;
    readonly lastReceivedAt: number;
    readonly lagMs: number;
  },
  now: number,
): SourceOnBoard {
  const { source, lastEventAt, lastReceivedAt, lagMs } = of;
  return {
    source,
    lastEventAt,
    lastReceivedAt,
    silent: lagMs < LIVE_LAG_MS && now - lastReceivedAt > SILENT_AFTER_MS,
  };
}
