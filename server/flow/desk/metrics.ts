import { type Cube, type Dimensions, type Facts, readGroupKey } from '#domain/cells.ts';
import { FloorlightError } from '#domain/errors.ts';
import type { Figure } from '#domain/figure.ts';
import { emptyFigure } from '#domain/figure.ts';
import { type Dimension, figureOf, isSummed, type Metric, scopeOf } from '#domain/metric.ts';
import { metricById } from '#domain/metrics/index.ts';
import { periodOf } from '#domain/period.ts';
import { DEFAULT_PRESET, underPreset } from '#domain/presets.ts';
import { addSums } from '#domain/sums.ts';
import { daysIn, offsetAt, SLOT_MS } from '#domain/time.ts';
import type { MetricsQuery, Series } from '../../ports/desk.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { readOpenTickets } from './open-tickets.ts';
import { openingsOf } from './opened.ts';

const steps = { PT5M: 5, PT15M: 15, PT30M: 30, PT1H: 60 } as const;

/** Sums by group name and start of interval. */
type Table = Map<string, { of: Dimensions; starts: Map<number, Facts> }>;

/** Answers `GET /v1/metrics`: for each group and interval of the range, the figures of the metrics asked for. */
export async function queryMetrics(
  ledger: Ledger,
  site: SiteSettings,
  query: MetricsQuery,
  now: number,
): Promise<Series[]> {
  const { timeZone } = site;
  const preset = query.preset ?? DEFAULT_PRESET;
  const metrics = query.metrics.map((id) => underPreset(metricOf(id, site), preset));
  const needsAgent = query.groupBy.includes('agent') || query.where.agent !== undefined;
  const tables = new Map<string, Table>();
  for (const metric of metrics) {
    const cube = cubeOf(metric, query, needsAgent);
    const name = tableOf(metric, cube);
    if (!cube || tables.has(name)) continue;
    const to = metric.maturedOnly ? Math.min(query.to, now - (metric.maturesAfterMs ?? 0)) : query.to;
    tables.set(name, await sumUp(ledger, timeZone, cube, { ...query, to }));
  }

  const starts = query.interval ? startsOf(timeZone, query, now) : [query.from];
  const groups = new Map<string, Dimensions>();
  if (query.groupBy.length === 0) groups.set('', noDimensions);
  const open = await readOpenTickets(ledger, query, metrics, (of) => nameOf(query, of));
  for (const table of tables.values()) for (const [name, { of }] of table) groups.set(name, of);
  for (const [name, of] of open.groups) groups.set(name, of);
  const names = [...groups.keys()].sort();
  const openings = await openingsOf(ledger, timeZone, query, metrics);
  return names.flatMap((name) => {
    const before = openings?.(groups.get(name)!, starts, tables.get('queue')?.get(name)?.starts ?? new Map());
    return starts.map((start, place) => ({
      group: Object.fromEntries(query.groupBy.map((dimension) => [dimension, groups.get(name)![dimension]])),
      start,
      values: Object.fromEntries(
        metrics.map((metric): [string, Figure] => {
          const cube = cubeOf(metric, query, needsAgent);
          if (!cube) return [metric.id, open.figures(name, now)[metric.id] ?? emptyFigure];
          const added = tables.get(tableOf(metric, cube))?.get(name)?.starts.get(start) ?? {};
          const sums = before ? { ...before[place], ...added } : added;
          const end = starts[place + 1] ?? query.to;
          const period = periodOf(start, Math.max(start + 1, Math.min(end, now)), site.value);
          return [metric.id, untilMature(figureOf(metric, sums, period), metric, end, now)];
        }),
      ),
    }));
  });
}

const tableOf = (metric: Metric, cube: Cube | null): string =>
  `${cube}${metric.maturedOnly ? ' matured' : ''}`;

/** A figure that later events of others may still change is provisional (F3). */
function untilMature(figure: Figure, metric: Metric, end: number, now: number): Figure {
  const open = !metric.maturedOnly && end + (metric.maturesAfterMs ?? 0) > now && metric.maturesAfterMs;
  return open ? { ...figure, provisional: true } : figure;
}

const noDimensions: Dimensions = { queue: '', channel: '', direction: '', team: '', agent: '' };

export function metricOf(id: string, { metrics: own = [] }: SiteSettings): Metric {
  const metric = metricById.get(id) ?? own.find((one) => one.id === id);
  if (metric) return metric;
  const known = [...metricById.keys(), ...own.map((one) => one.id)].join(', ');
  throw new FloorlightError('QUERY_INVALID', `metrics: there is no metric "${id}"; there are ${known}`, {
    details: { parameter: 'metrics' },
  });
}

/** Where the sums of a metric are read for a query; `null` when it can't be told apart that way. */
function cubeOf(metric: Metric, query: MetricsQuery, needsAgent: boolean): Cube | null {
  if (!isSummed(metric)) return null;
  const { byAgent, byQueue } = scopeOf(metric);
  if (needsAgent) return byAgent ? 'agent' : null;
  if (byQueue) return 'queue';
  // Time of agents belongs to no queue.
  const dimensions = [...query.groupBy, ...Object.keys(query.where)];
  return dimensions.every((dimension) => dimension === 'team') ? 'agent' : null;
}

const nameOf = ({ groupBy }: MetricsQuery, of: Dimensions): string =>
  groupBy.length === 0 ? '' : JSON.stringify(groupBy.map((dimension) => of[dimension]));

async function sumUp(ledger: Ledger, timeZone: string, cube: Cube, query: MetricsQuery): Promise<Table> {
  const table: Table = new Map();
  const put = (group: string, start: number, facts: Facts) => {
    const of = readGroupKey(group);
    const name = nameOf(query, of);
    const row = table.get(name) ?? { of, starts: new Map<number, Facts>() };
    table.set(name, row);
    const into = row.starts.get(start) ?? {};
    addSums(into, facts);
    row.starts.set(start, into);
  };
  const from = Math.floor(query.from / SLOT_MS) * SLOT_MS;
  const to = Math.ceil(query.to / SLOT_MS) * SLOT_MS;
  for (const day of daysIn(timeZone, from, to)) {
    const groups = (await ledger.groups(query.site, cube, day.name)).filter((group) =>
      matches(readGroupKey(group), query.where),
    );
    if (groups.length === 0) continue;
    const whole = from <= day.startedAt && to >= day.endsAt;
    if (whole && (query.interval === undefined || query.interval === 'P1D')) {
      const start = query.interval ? day.startedAt : query.from;
      for (const [group, facts] of await ledger.day(query.site, cube, day.name, groups))
        put(group, start, facts);
      continue;
    }
    for (const [group, slots] of await ledger.slots(query.site, cube, day.name, groups)) {
      for (const [slot, facts] of slots) {
        if (slot >= from && slot < to) put(group, startOf(timeZone, query, slot, day.startedAt), facts);
      }
    }
  }
  return table;
}

export const matches = (of: Dimensions, where: Partial<Record<Dimension, string>>): boolean =>
  Object.entries(where).every(([dimension, value]) => of[dimension as Dimension] === value);

/** The interval that a slot belongs to, aligned to the site's clock. */
function startOf(timeZone: string, query: MetricsQuery, slot: number, dayStartedAt: number): number {
  if (!query.interval) return query.from;
  if (query.interval === 'P1D') return dayStartedAt;
  const step = steps[query.interval] * 60_000;
  const offset = offsetAt(timeZone, slot);
  let start = slot - ((((slot + offset) % step) + step) % step);
  // Where the clock changes by half an hour, the hour that it cuts begins at the change.
  while (offsetAt(timeZone, start) !== offset) start += SLOT_MS;
  return start;
}

/** Every interval of the range that has begun, whether or not anything happened in it. */
function startsOf(timeZone: string, query: MetricsQuery, now: number): number[] {
  const to = Math.min(query.to, now + 1);
  const starts = new Set<number>();
  for (const day of daysIn(timeZone, query.from, to)) {
    if (query.interval === 'P1D') {
      starts.add(day.startedAt);
      continue;
    }
    const end = Math.min(day.endsAt, to);
    for (
      let slot = Math.max(day.startedAt, Math.floor(query.from / SLOT_MS) * SLOT_MS);
      slot < end;
      slot += SLOT_MS
    ) {
      starts.add(startOf(timeZone, query, slot, day.startedAt));
    }
  }
  return [...starts].sort((a, b) => a - b);
}
