import { backlogFigures } from '#domain/backlog.ts';
import type { Facts } from '#domain/cells.ts';
import { readCustomer } from '#domain/customer.ts';
import { FloorlightError } from '#domain/errors.ts';
import type { Figure } from '#domain/figure.ts';
import { isSummed, type Metric, scopeOf } from '#domain/metric.ts';
import { metricById, metrics } from '#domain/metrics/index.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';
import { figuresOf } from '#domain/sums.ts';
import type { AgentRow, Desk } from '../../ports/desk.ts';
import type { Ledger, SubjectKey } from '../../ports/ledger.ts';
import type { RiskModel } from '../../ports/risk-model.ts';
import type { Apply } from '../apply.ts';
import type { LiveSites } from '../live.ts';
import type { SiteState } from '../site-state.ts';
import type { Sites } from '../sites.ts';
import { onBoard, reportSources } from '../sources.ts';
import { type CustomerDoc, timelineOf } from '../subjects/customer.ts';
import { findContact, queryContacts } from './contacts.ts';
import { queryMetrics } from './metrics.ts';
import { queryStaffing } from './staffing.ts';

export const queueMetrics = metrics.filter((metric) => isSummed(metric) && scopeOf(metric).byQueue);
export const agentMetrics = metrics.filter((metric) => isSummed(metric) && scopeOf(metric).byAgent);
const agentTimeMetrics = metrics.filter((metric) => isSummed(metric) && !scopeOf(metric).byQueue);

/** Every figure of a site's day so far. What waits or is open is counted as it is now, whenever it came. */
export const totalFigures = (state: SiteState) => ({
  ...figuresOf([...queueMetrics, ...state.own], { ...state.opening(), ...state.total() }, state.period()),
  ...figuresOf(agentTimeMetrics, state.agentTotal()),
  waiting: countOf(state.waiting().waiting),
  backlog: countOf(state.openTickets().length),
});
export const queueFigures = (state: SiteState, metrics: readonly Metric[], queue: string, sums: Facts) => ({
  ...figuresOf(metrics, sums),
  waiting: countOf(state.waiting(queue).waiting),
  ...(metrics.some(({ id }) => id === 'backlog') && { backlog: countOf(state.openTickets(queue).length) }),
});
/** What later events of others may change is provisional all day (F3); the wall marks only what rests on few. */
const stillOpen = (figures: Readonly<Record<string, Figure>>): Record<string, Figure> =>
  Object.fromEntries(
    Object.entries(figures).map(([id, figure]) => [
      id,
      metricById.get(id)?.maturesAfterMs ? { ...figure, provisional: true } : figure,
    ]),
  );
const countOf = (value: number): Figure => ({
  value,
  numerator: value,
  denominator: null,
  n: value,
  provisional: false,
});

/** Answers every question from the ledger and the live copy of it. */
export function createDesk({
  ledger,
  live,
  apply,
  sites,
  model,
  now,
  defaultSite,
}: {
  ledger: Ledger;
  live: LiveSites;
  apply: Apply;
  sites: Sites;
  model: RiskModel | null;
  now: () => number;
  defaultSite: () => Promise<string>;
}): Desk {
  const customerKey = (site: string, id: string): SubjectKey => ({ site, kind: 'customer', id });

  return {
    async live(site) {
      await apply.ripen(site);
      const state = await live.at(site);
      const byQueue = state.byQueue();
      const names = [...new Set([...byQueue.keys(), ...state.queuesWaiting(), ...state.groupsOpen()])].sort();
      const day = state.day();
      return {
        site,
        at: now(),
        timeZone: state.timeZone,
        day: day.name,
        dayStartedAt: day.startedAt,
        total: {
          ...state.waiting(),
          agents: state.agentsByState(),
          figures: stillOpen({ ...totalFigures(state), ...backlogFigures(state.openTickets(), now()) }),
        },
        queues: names.map((queue) => ({
          queue,
          ...state.waiting(queue),
          agents: state.agentsByState(queue),
          figures: stillOpen({
            ...queueFigures(state, [...queueMetrics, ...state.own], queue, byQueue.get(queue) ?? {}),
            ...backlogFigures(state.openTickets(queue), now()),
          }),
        })),
        sources: (await reportSources(ledger, now(), site)).map(onBoard),
      };
    },
    async metrics(query) {
      await apply.ripen(query.site);
      return queryMetrics(ledger, sites(query.site), query, now());
    },
    async contacts(query) {
      await apply.ripen(query.site);
      return queryContacts(ledger, sites(query.site), query, now());
    },
    contact: (site, contactId) => findContact(ledger, sites(site), contactId, site, now()),
    async agents(site) {
      const state = await live.at(site);
      const sums = state.byAgent();
      return [...new Set([...state.agents().keys(), ...sums.keys()])]
        .sort()
        .map((agent) => agentRow(state, agent));
    },
    async agent(site, agent) {
      const state = await live.at(site);
      return state.agents().has(agent) || state.byAgent().has(agent) ? agentRow(state, agent) : null;
    },
    async customers({ site, limit, cursor }) {
      const skip = readSkip(cursor);
      const page = await ledger.list(site, 'valueAtRisk', { highestFirst: true, skip, limit: limit + 1 });
      const rows = await ledger.fields(
        site,
        'risks',
        page.slice(0, limit).map(([id]) => id),
      );
      return {
        rows: rows.flatMap((row) => (row === null ? [] : [JSON.parse(row) as RiskOfCustomer])),
        cursor: page.length > limit ? Buffer.from(String(skip + limit)).toString('base64url') : null,
      };
    },
    async customer(site, id) {
      const [[stored], [row]] = await Promise.all([
        ledger.read([customerKey(site, id)]),
        ledger.fields(site, 'risks', [id]),
      ]);
      if (!stored || !row) return null;
      // Written by the customer's own subject; see flow/subjects/customer.ts.
      const doc = stored.doc as CustomerDoc;
      const customer = readCustomer(timelineOf(site, id, doc));
      return {
        risk: JSON.parse(row) as RiskOfCustomer,
        features: model?.features(customer, now()) ?? {},
        history: [
          ...customer.visits.map((visit) => ({ at: visit.startedAt, kind: 'contact', ...visit })),
          ...doc.events.map(({ at, type, data }) => ({ at, kind: type, ...data })),
        ].sort((a, b) => b.at - a.at),
      };
    },
    async staffing(query) {
      await apply.ripen(query.site);
      const state = await live.at(query.site);
      return queryStaffing({ ledger, site: sites(query.site), state, now: now() }, query);
    },
    sources: () => reportSources(ledger, now()),
    defaultSite,
  };
}

export function agentRow(state: SiteState, agent: string): AgentRow {
  const moment = state.agents().get(agent);
  return {
    agent,
    name: moment?.name ?? null,
    team: state.teamOf(agent) || null,
    state: moment?.state ?? null,
    since: moment?.since ?? null,
    reason: moment?.reason ?? null,
    queues: moment?.queues ?? [],
    figures: figuresOf(agentMetrics, state.byAgent().get(agent) ?? {}),
  };
}

function readSkip(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new FloorlightError('QUERY_INVALID', 'cursor: must be one that an earlier page gave', {
    details: { parameter: 'cursor' },
  });
}
