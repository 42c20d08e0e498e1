import type { SourceOnBoard } from './board.ts';

/** How long a live source may say nothing before the wall marks it. */
export const SILENT_AFTER_MS = 5 * 60_000;
const LIVE_LAG_MS = 5 * 60_000;

/**
 * The health of a source from when its newest event happened and when anything last arrived. Only a source whose
 * events came as they happened can fall silent: an import that is over is just over.
 */
export function healthOf(
  source: string,
  lastEventAt: number,
  lastReceivedAt: number,
  now: number,
): SourceOnBoard {
  const wasLive = lastReceivedAt - lastEventAt < LIVE_LAG_MS;
  return { source, lastEventAt, lastReceivedAt, silent: wasLive && now - lastReceivedAt > SILENT_AFTER_MS };
}
