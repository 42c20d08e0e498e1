import type { Forecast } from '#domain/staffing/load.ts';
import type { Patience } from '#domain/staffing/patience.ts';
import type { WhatIf } from '#domain/staffing/what-if.ts';

export type StaffingQuery = {
  readonly site: string;
  /** Only this queue. */
  readonly queue?: string;
  /** How many more agents to try, or fewer. */
  readonly more: number;
};

/** One queue of calls: what comes in, who is there for it, and what becomes of its service level. */
export type QueueStaffing = Patience & {
  readonly queue: string;
  /** In the last full hour. */
  readonly arrivalsPerHour: number;
  /** Of the last hour, of the last days when it had few contacts; `null` when there were none. */
  readonly ahtMs: number | null;
  /** Agents who are signed in for the queue and not paused. */
  readonly agents: number;
  /** Of these, who serve other queues as well: the forecast counts them whole. */
  readonly sharedAgents: number;
  readonly thresholdMs: number;
  readonly model: 'erlang-a' | 'erlang-c';
  readonly asIs: Forecast;
  readonly withMore: Forecast;
  readonly atEnd: WhatIf['atEnd'];
  readonly target: number;
  /** The fewest agents that reach the target. */
  readonly agentsNeeded: number | null;
};

export type Staffing = {
  readonly site: string;
  readonly at: number;
  readonly more: number;
  /** The interval that is under way. */
  readonly startedAt: number;
  readonly endsAt: number;
  readonly queues: readonly QueueStaffing[];
};
