import type { Metric } from '#domain/metric.ts';
import { abandonmentRate } from '#domain/metrics/abandonment-rate.ts';
import { aht } from '#domain/metrics/average-handling-time.ts';
import { csat } from '#domain/metrics/customer-satisfaction.ts';
import { fcr } from '#domain/metrics/first-contact-resolution.ts';
import { longestWait } from '#domain/metrics/longest-wait.ts';
import { serviceLevel } from '#domain/metrics/service-level.ts';
import { waiting as waitingNow } from '#domain/metrics/waiting.ts';
import type { Scale } from '../../live/scale.ts';
import type { TileKind } from '../../tiles/index.ts';

/** Named one by one, so that a television carries the definitions of its own numbers only. */
type Placed = {
  readonly metric: Metric;
  readonly kind: TileKind;
  readonly beside?: Metric;
  readonly trend?: string;
};

/** What the supervisor steers by stands first and twice as large. */
export const lead: Placed = { metric: serviceLevel, kind: 'lead' };
const waiting: Placed = { metric: waitingNow, kind: 'pair', beside: longestWait, trend: 'asa' };
const number = (metric: Metric): Placed => ({ metric, kind: 'number' });

/** Six tiles and no more; fewer where the screen is so far away that six could not be read. */
export const rowsOf: Readonly<Record<Scale['shows'], readonly (readonly Placed[])[]>> = {
  all: [
    [waiting, number(abandonmentRate)],
    [number(aht), number(fcr), number(csat)],
  ],
  'no-agents': [[waiting], [number(abandonmentRate), number(aht)]],
  'tiles-only': [[waiting], [number(abandonmentRate)]],
};

const MOST_QUEUES = 8;
/** Widths in labels: the whole strip at 16:9, the first queue and each further one. */
const STRIP = 1.72;
const FIRST = 7.8;
const NEXT = 4.7;

/** How many queues the strip has room for, when a label has that font size as a share of the screen's height. */
export const queuesThatFit = (label: number): number =>
  Math.min(MOST_QUEUES, 1 + Math.floor((STRIP / label - FIRST) / NEXT));
