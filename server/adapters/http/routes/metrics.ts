import { z } from 'zod';
import { describe } from '#domain/metric.ts';
import { metrics } from '#domain/metrics/index.ts';
import { presets, underPreset } from '#domain/presets.ts';
import { seriesOf, timeOf } from '../answers/mapping.ts';
import * as shapes from '../answers/shapes.ts';
import type { AppDeps } from '../deps.ts';
import type { App } from '../plugins/queries.ts';
import {
  filters,
  GroupBy,
  IntervalName,
  metricNames,
  Preset,
  range,
  rangeOf,
  Site,
  whereOf,
} from './parameters.ts';

export function addMetrics(app: App, deps: Pick<AppDeps, 'desk' | 'clock' | 'config'>): void {
  const { desk, config } = deps;
  const all = [...metrics, ...config.ownMetrics];
  const { Metrics } = metricNames(config.ownMetrics);
  const Query = z.strictObject({
    metrics: Metrics.meta({ description: 'ids with commas between; all when absent' }),
    groupBy: GroupBy.meta({ description: 'queue, channel, agent, team, direction, with commas between' }),
    ...range,
    interval: IntervalName,
    preset: Preset,
    ...filters,
    site: Site,
  });
  app.get(
    '/v1/metrics',
    {
      config: { access: 'read' },
      schema: {
        summary: 'Metrics over any range',
        description: 'One total, or one figure for each interval. The day so far when no range is given.',
        querystring: Query,
        response: { 200: shapes.Metrics },
      },
    },
    async ({ query }) => {
      const site = query.site ?? (await desk.defaultSite());
      const { from, to } = await rangeOf(query, site, deps);
      const { interval, preset } = query;
      const series = await desk.metrics({
        site,
        metrics: query.metrics?.length ? query.metrics : all.map(({ id }) => id),
        // The words were checked against the list of dimensions.
        groupBy: (query.groupBy ?? []) as Parameters<typeof desk.metrics>[0]['groupBy'],
        from,
        to,
        ...(interval ? { interval } : {}),
        where: whereOf(query),
        preset,
      });
      return {
        site,
        from: timeOf(from),
        to: timeOf(to),
        interval: interval ?? null,
        preset,
        series: series.map(seriesOf),
      };
    },
  );

  app.get(
    '/v1/metrics/catalogue',
    {
      config: { access: 'read' },
      schema: {
        summary: 'What every number means, with the parameters in force',
        querystring: z.strictObject({ preset: Preset }),
        response: { 200: shapes.Catalogue },
      },
    },
    async ({ query }) => ({ preset: query.preset, ...catalogueOf(config, query.preset) }),
  );
}

function catalogueOf({ targets, definitions, ownMetrics }: AppDeps['config'], preset: string) {
  const ofQueues = Object.entries(definitions.queues).map(([queue, own]) => [
    queue,
    limitsOf({ ...definitions, ...own }),
  ]);
  return {
    definitions: { ...limitsOf(definitions), queues: Object.fromEntries(ofQueues) },
    presets: presets.map(({ id, follows, numerator, denominator }) => ({
      id,
      follows,
      numerator: numerator.formula,
      denominator: denominator.formula,
    })),
    metrics: [...metrics, ...ownMetrics].map((metric) => {
      const entry = describe(underPreset(metric, preset));
      return { ...entry, parameters: { ...entry.parameters }, target: targets[entry.id] ?? entry.target };
    }),
  };
}

const limitsOf = (limits: Omit<AppDeps['config']['definitions'], 'queues'>) => ({
  serviceLevelMs: limits.serviceLevelSeconds * 1_000,
  shortAbandonMs: limits.shortAbandonSeconds * 1_000,
  firstResponseMs: limits.firstResponseSeconds * 1_000,
});
