import { z } from 'zod';
import type { Staffing as StaffingOnDesk } from '../../../ports/staffing.ts';
import { timeOf } from './mapping.ts';
import { Time } from './shapes.ts';

const Milliseconds = z.number().meta({ description: 'milliseconds' });
const Share = z.number().meta({ description: '0..1' });
const Forecast = z
  .object({
    serviceLevel: Share.nullable().meta({
      description: 'share of all arrivals that is answered within the threshold; who gives up is among them',
    }),
    waitMs: Milliseconds.nullable().meta({ description: 'mean wait of all arrivals; `null`: without bound' }),
    abandonment: Share.nullable().meta({ description: '`null` for Erlang C, in which nobody gives up' }),
    occupancy: Share.nullable(),
  })
  .meta({ description: 'what is expected once arrivals and agents have been so for a while' });
const Both = z
  .object({ asIs: Share.nullable(), withMore: Share.nullable() })
  .meta({ description: 'service level of the interval under way when it ends' });

export const Staffing = z.object({
  site: z.string(),
  at: Time,
  more: z.int(),
  interval: z.object({ startedAt: Time, endsAt: Time }),
  queues: z.array(
    z.object({
      queue: z.string(),
      arrivalsPerHour: z.number().meta({ description: 'of the last full hour' }),
      ahtMs: Milliseconds.nullable(),
      agents: z.int().meta({ description: 'signed in for the queue and not paused' }),
      sharedAgents: z.int().meta({ description: 'of these, who serve other queues as well' }),
      patience: z.object({
        meanMs: Milliseconds.nullable(),
        abandoned: z.int().meta({ description: 'how many gave up, in the last 14 days' }),
        note: z
          .enum(['few', 'none'])
          .nullable()
          .meta({ description: 'too few gave up to tell well, or at all' }),
      }),
      thresholdMs: Milliseconds,
      model: z.enum(['erlang-a', 'erlang-c']).meta({ description: 'erlang-c where patience is unknown' }),
      asIs: Forecast,
      withMore: Forecast,
      atEnd: Both,
      target: Share,
      agentsNeeded: z.int().nullable().meta({ description: 'the fewest that reach the target' }),
    }),
  ),
});

export function staffingOf(told: StaffingOnDesk): z.infer<typeof Staffing> {
  const { site, at, more, startedAt, endsAt, queues } = told;
  return {
    site,
    at: timeOf(at),
    more,
    interval: { startedAt: timeOf(startedAt), endsAt: timeOf(endsAt) },
    queues: queues.map((row) => ({
      queue: row.queue,
      arrivalsPerHour: row.arrivalsPerHour,
      ahtMs: row.ahtMs,
      agents: row.agents,
      sharedAgents: row.sharedAgents,
      patience: { meanMs: row.patienceMs, abandoned: row.abandoned, note: row.note },
      thresholdMs: row.thresholdMs,
      model: row.model,
      asIs: forecastOf(row.asIs),
      withMore: forecastOf(row.withMore),
      atEnd: { ...row.atEnd },
      target: row.target,
      agentsNeeded: row.agentsNeeded,
    })),
  };
}

const forecastOf = (forecast: StaffingOnDesk['queues'][number]['asIs']): z.infer<typeof Forecast> => ({
  serviceLevel: forecast.serviceLevel,
  waitMs: forecast.waitMs,
  abandonment: forecast.abandonment,
  occupancy: forecast.occupancy,
});
