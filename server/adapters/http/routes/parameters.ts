import { z } from 'zod';
import type { Dimension, Metric } from '#domain/metric.ts';
import { metricById } from '#domain/metrics/index.ts';
import { DEFAULT_PRESET, presets } from '#domain/presets.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Desk } from '../../../ports/desk.ts';
import { misfit } from '../plugins/queries.ts';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 800;
const MOST_INTERVALS = 10_000;

const dimensions = ['queue', 'channel', 'agent', 'team', 'direction'] as const satisfies readonly Dimension[];
export const intervals = {
  PT5M: 300_000,
  PT15M: 900_000,
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  P1D: DAY_MS,
} as const;
export type Interval = keyof typeof intervals;

const Name = z
  .string({ error: 'must be given once' })
  .min(1, 'must not be empty')
  .max(200, 'must be at most 200 characters');
const Moment = z.iso
  .datetime({ offset: true, error: 'must be a date and time of RFC 3339, such as 2026-11-21T09:30:00Z' })
  .transform((text) => Date.parse(text));
/** A list with commas between; says which of its words nobody knows. */
const listOf = (known: (word: string) => boolean, what: string) =>
  z
    .string({ error: 'must be given once, with commas between' })
    .max(1_000)
    .transform((text) => text.split(',').filter((word) => word !== ''))
    .superRefine((words, context) => {
      const unknown = words.find((word) => !known(word));
      if (unknown !== undefined) context.addIssue(`"${unknown.slice(0, 50)}" is no ${what}`);
      if (new Set(words).size !== words.length) context.addIssue('must not name anything twice');
    });

export const Site = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { error: 'must be 1-32 of a-z 0-9 -' })
  .optional();

/** Parameters that name metrics of the catalogue or of the site's own. */
export function metricNames(own: readonly Metric[]) {
  const known = new Set([...metricById.keys(), ...own.map(({ id }) => id)]);
  return {
    Metrics: listOf((word) => known.has(word), 'metric; see /v1/metrics/catalogue').optional(),
    Metric: Name.refine((id) => known.has(id), {
      error: 'must be a metric of /v1/metrics/catalogue',
    }).optional(),
  };
}
export const GroupBy = listOf(
  (word) => dimensions.some((dimension) => dimension === word),
  `dimension; they are ${dimensions.join(', ')}`,
).optional();
export const IntervalName = z
  .enum(Object.keys(intervals) as [Interval, ...Interval[]], {
    error: `must be one of ${Object.keys(intervals).join(', ')}`,
  })
  .optional();
export const Preset = z
  .enum(presets.map(({ id }) => id) as [string, ...string[]], {
    error: `must be one that is known: ${presets.map(({ id }) => id).join(', ')}`,
  })
  .default(DEFAULT_PRESET);

export const range = { from: Moment.optional(), to: Moment.optional() };
export const filters = {
  queue: Name.optional(),
  channel: Name.optional(),
  agent: Name.optional(),
  team: Name.optional(),
  direction: Name.optional(),
};
export const paging = {
  limit: z.coerce
    .number({ error: 'must be a whole number' })
    .int('must be a whole number')
    .min(1, 'must be 1 to 200')
    .max(200, 'must be 1 to 200')
    .default(50),
  cursor: Name.max(1_000).optional(),
};
export const IdInAddress = z.strictObject({ id: Name });

/** The filters that were given. */
export function whereOf(
  query: { readonly [D in Dimension]?: string | undefined },
): Partial<Record<Dimension, string>> {
  const given = dimensions.flatMap((dimension) => {
    const value = query[dimension];
    return value === undefined ? [] : [[dimension, value] as const];
  });
  return Object.fromEntries(given);
}

type Asked = {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly interval?: Interval | undefined;
};

/** The range that is asked for, by default the day so far. Throws QUERY_INVALID when it is empty or too long. */
export async function rangeOf(asked: Asked, site: string, { desk, clock }: { desk: Desk; clock: Clock }) {
  const from = asked.from ?? (await desk.live(site)).dayStartedAt;
  // In the very first moment of a day the day so far would be empty.
  const to = asked.to ?? Math.max(clock.now(), from + 1);
  if (from >= to) throw misfit('from', 'must be before to (it is the start of the day when it is not given)');
  if (to - from > LONGEST_DAYS * DAY_MS)
    throw misfit('from', `must be at most ${LONGEST_DAYS} days before to`);
  if (asked.interval && (to - from) / intervals[asked.interval] > MOST_INTERVALS) {
    throw misfit('interval', `must cut the range into at most ${MOST_INTERVALS} intervals`);
  }
  return { from, to };
}
