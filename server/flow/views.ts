import type { Board } from '#domain/board.ts';
import { figureOf } from '#domain/metric.ts';
import { metricById } from '#domain/metrics/index.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';
import type { SourceReport } from '../ports/desk.ts';
import { agentMetrics, agentRow, queueFigures, queueMetrics } from './desk/desk.ts';
import { type SiteState, TREND_MS } from './site-state.ts';
import { onBoard } from './sources.ts';

export type Surroundings = {
  readonly demo: boolean;
  readonly notice: { readonly text: string; readonly mend: string } | null;
  readonly targets: Readonly<Record<string, number>>;
  readonly sources: readonly SourceReport[];
};

/** What the floor board shows the day of. */
const trendMetrics = ['serviceLevel', 'abandonmentRate', 'aht', 'asa', 'fcr', 'csat', 'offered', 'answered'];
/** What stands on the floor board: a patch goes to every wall at each change, so it carries no more. */
const floorMetrics = queueMetrics.filter(({ id }) =>
  [
    'serviceLevel',
    'abandonmentRate',
    'aht',
    'asa',
    'fcr',
    'csat',
    'offered',
    'answered',
    'abandoned',
  ].includes(id),
);
/** What a row of the queue strip needs. */
const stripMetrics = new Set([
  'offered',
  'answered',
  'abandoned',
  'abandonmentRate',
  'serviceLevel',
  'asa',
  'aht',
]);
/** What agents compare with their team's median. */
const medianMetrics = agentMetrics.filter(({ id }) => id !== 'abandoned');

function common(state: SiteState, around: Surroundings): Record<string, unknown> {
  const day = state.day();
  const entries: Record<string, unknown> = {
    site: {
      site: state.site,
      timeZone: state.timeZone,
      day: day.name,
      dayStartedAt: day.startedAt,
      demo: around.demo,
      notice: around.notice,
    },
  };
  for (const [metric, target] of Object.entries(around.targets)) entries[`target/${metric}`] = target;
  for (const source of around.sources) entries[`source/${source.source}`] = onBoard(source);
  return entries;
}

const trends = new WeakMap<object, Record<string, unknown>>();

/** The day of each trend; made anew only when the slots were read anew. */
function trendsOf(state: SiteState): Record<string, unknown> {
  const slots = state.trend();
  const known = trends.get(slots);
  if (known) return known;
  const { startedAt, endsAt } = state.day();
  const last = Math.max(startedAt, ...slots.keys());
  const entries: Record<string, unknown> = {};
  for (const id of trendMetrics) {
    const metric = metricById.get(id);
    if (!metric) continue;
    const values: (number | null)[] = [];
    for (let at = startedAt; at <= last && at < endsAt; at += TREND_MS) {
      values.push(figureOf(metric, slots.get(at) ?? {}).value);
    }
    entries[`trend/${id}`] = { startedAt, stepMs: TREND_MS, values };
  }
  trends.set(slots, entries);
  return entries;
}

/** The whole floor of a site. */
export function floorBoard(state: SiteState, around: Surroundings): Board {
  const entries = {
    ...common(state, around),
    waiting: state.waiting(),
    agents: state.agentsByState(),
  } as Record<string, unknown>;
  const sums = state.total();
  for (const metric of floorMetrics) entries[`figure/${metric.id}`] = figureOf(metric, sums);
  Object.assign(entries, trendsOf(state));
  const byQueue = state.byQueue();
  const shown = queueMetrics.filter(({ id }) => stripMetrics.has(id));
  for (const queue of new Set([...byQueue.keys(), ...state.queuesWaiting()])) {
    if (queue === '') continue;
    entries[`queue/${queue}`] = {
      queue,
      ...state.waiting(queue),
      agents: state.agentsByState(queue),
      figures: queueFigures(state, shown, queue, byQueue.get(queue) ?? {}),
    };
  }
  return entries as Board;
}

/** One agent's day beside the median of their team; of nobody else does it hold a figure. */
export function agentBoard(state: SiteState, agent: string, around: Surroundings): Board {
  const { queues: _queues, figures, ...row } = agentRow(state, agent);
  const entries: Record<string, unknown> = { ...common(state, around), [`agent/${agent}`]: row };
  for (const [id, figure] of Object.entries(figures)) entries[`figure/${id}`] = figure;
  const team = state.teamOf(agent);
  const mates = [...state.byAgent()].filter(([name]) => state.teamOf(name) === team);
  for (const metric of medianMetrics) {
    const values = mates
      .map(([, sums]) => figureOf(metric, sums).value)
      .filter((value): value is number => value !== null)
      .sort((a, b) => a - b);
    entries[`median/${metric.id}`] = { value: medianOf(values), agents: values.length };
  }
  return entries as Board;
}

function medianOf(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The head of the churn list. */
export function retentionBoard(
  state: SiteState,
  rows: readonly RiskOfCustomer[],
  around: Surroundings,
): Board {
  const entries = common(state, around);
  for (const row of rows) entries[`customer/${row.customer}`] = row;
  return entries as Board;
}
