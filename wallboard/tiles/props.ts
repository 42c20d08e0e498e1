import type { BoardEntries } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import type { Metric } from '#domain/metric.ts';
import type { Freshness } from '../live/freshness.ts';

export type Trend = BoardEntries[`trend/${string}`];
/** What every tile gets, whatever its kind. It computes nothing and fetches nothing. */
export type TileProps = {
  readonly metric: Metric;
  readonly figure: Figure | undefined;
  readonly target: number | null;
  readonly trend: Trend | undefined;
  readonly freshness: Freshness;
  /** A second number that belongs to the first. */
  readonly beside?: Omit<TileProps, 'beside' | 'freshness' | 'trend'>;
};
