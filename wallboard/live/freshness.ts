import type { Heartbeat } from '#domain/protocol.ts';

/**
 * `live`: the server agreed with what is shown a moment ago. `stale`: the server answers but cannot read its store.
 * `lost`: the server has been silent for too long.
 */
export type Freshness = 'live' | 'stale' | 'lost';

/** Just below three seconds, so that the mark is painted before anything shown is three seconds old. */
export const LOST_AFTER_MS = 2_800;

type Evidence = {
  readonly now: number;
  /** When the server last confirmed what is shown, by the same clock as `now`; `null` before the first time. */
  readonly confirmedAt: number | null;
  readonly ledger: Heartbeat['ledger'] | null;
};

export function freshnessOf({ now, confirmedAt, ledger }: Evidence): Freshness {
  if (confirmedAt === null || now - confirmedAt >= LOST_AFTER_MS) return 'lost';
  return ledger !== null && !ledger.ok ? 'stale' : 'live';
}
