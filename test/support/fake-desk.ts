import type { AgentsByState } from '#domain/board.ts';
import { emptyFigure, type Figure } from '#domain/figure.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';
import type {
  AgentRow,
  ContactRow,
  ContactsQuery,
  Desk,
  Live,
  MetricsQuery,
  SourceReport,
} from '../../server/ports/desk.ts';
import type { Staffing, StaffingQuery } from '../../server/ports/staffing.ts';

export const NOON = Date.parse('2026-11-21T12:00:00Z');
export const MIDNIGHT = Date.parse('2026-11-21T00:00:00Z');

const agents: AgentsByState = {
  offline: 0,
  available: 2,
  ringing: 0,
  talking: 1,
  hold: 0,
  wrapup: 0,
  paused: 0,
};
const offered: Figure = { value: 3, numerator: 3, denominator: null, n: 3, provisional: false };
const aov: Figure = {
  value: 15.025,
  numerator: 30.05,
  denominator: 2,
  n: 2,
  provisional: true,
  currency: 'EUR',
};
const figures = { offered, aht: emptyFigure, aov };
const source = {
  source: 'asterisk/pbx1',
  lastEventAt: NOON - 5_000,
  lastReceivedAt: NOON - 4_000,
  silent: false,
};
const waiting = { waiting: 1, oldestOfferedAt: NOON - 30_000, agents, figures };

export const live: Live = {
  site: 'main',
  at: NOON,
  timeZone: 'Europe/Berlin',
  day: '2026-11-21',
  dayStartedAt: MIDNIGHT,
  total: waiting,
  queues: [
    { queue: 'sales', ...waiting },
    { queue: 'support', ...waiting, waiting: 0, oldestOfferedAt: null },
  ],
  sources: [source],
};

export const contact: ContactRow = {
  contactId: '1700000000.1',
  startedAt: NOON - 90_000,
  endedAt: null,
  customer: 'Erika Mustermann',
  segments: [
    {
      segmentId: '1700000000.1/sales',
      queue: 'sales',
      channel: 'voice',
      direction: 'inbound',
      team: 'north',
      offeredAt: NOON - 90_000,
      outcome: 'answered',
      exitAt: NOON - 80_000,
      waitMs: 10_000,
      reason: null,
      legs: [
        {
          legId: '1700000000.1/sales/ana',
          agent: 'ana',
          answeredAt: NOON - 80_000,
          endedAt: null,
          completedAt: null,
          talkMs: null,
          holdMs: 0,
          wrapupMs: 0,
          transferred: false,
          unknown: false,
          resolved: null,
        },
      ],
    },
  ],
};

export const ana: AgentRow = {
  agent: 'ana',
  name: 'Ana',
  team: null,
  state: 'talking',
  since: NOON - 80_000,
  reason: null,
  queues: ['sales'],
  figures,
};

export const erika: RiskOfCustomer = {
  customer: 'Erika Mustermann',
  name: 'Erika Mustermann',
  segment: null,
  plan: 'basic',
  monthlyValue: { amount: '49.00', currency: 'EUR' },
  probability: 0.4,
  horizonDays: 90,
  band: 'high',
  reasons: [{ feature: 'waits', contribution: 1.2, text: 'waited 24 minutes in three calls' }],
  valueAtRisk: { amount: '235.20', currency: 'EUR' },
  lastContacts: [
    {
      contactId: '1700000000.1',
      at: NOON - 90_000,
      queue: 'sales',
      channel: 'voice',
      outcome: 'answered',
      waitMs: 10_000,
      resolved: null,
    },
  ],
  workState: 'open',
  scoredAt: NOON,
  model: 'churn-1',
};

const report: SourceReport = {
  ...source,
  site: 'main',
  lagMs: 1_000,
  counts: { created: 5, duplicate: 1, conflict: 0, rejected: 0, quarantined: 0 },
  unknownEvents: 0,
  notes: [{ kind: 'cut-line', count: 1, example: null }],
};

const expected = { serviceLevel: 0.8, waitMs: 17_000, abandonment: 0.05, occupancy: 0.77, judged: 0.98 };
export const staffing: Staffing = {
  site: 'main',
  at: NOON,
  more: 1,
  startedAt: NOON,
  endsAt: NOON + 900_000,
  queues: [
    {
      queue: 'sales',
      arrivalsPerHour: 200,
      ahtMs: 180_000,
      agents: 12,
      sharedAgents: 3,
      patienceMs: 120_000,
      abandoned: 20,
      note: 'few',
      thresholdMs: 20_000,
      model: 'erlang-a',
      asIs: expected,
      withMore: { ...expected, serviceLevel: 0.9 },
      atEnd: { asIs: 0.8, withMore: 0.85 },
      target: 0.8,
      agentsNeeded: 12,
    },
  ],
};

/** A desk that always says the same and remembers what it was asked. */
export type FakeDesk = Desk & { readonly asked: (MetricsQuery | ContactsQuery | StaffingQuery)[] };

export function createFakeDesk(): FakeDesk {
  const asked: (MetricsQuery | ContactsQuery | StaffingQuery)[] = [];
  const event = {
    source: 'asterisk/pbx1',
    id: 'e1',
    type: 'contact.offered',
    at: NOON - 90_000,
    site: 'main',
  };
  return {
    asked,
    live: async (site) => ({ ...live, site }),
    async metrics(query) {
      asked.push(query);
      return [{ group: { queue: 'sales' }, start: query.from, values: { offered } }];
    },
    async contacts(query) {
      asked.push(query);
      return { rows: [contact], cursor: 'next' };
    },
    contact: async (_, id) => (id === contact.contactId ? { contact, events: [event] } : null),
    agents: async () => [ana],
    agent: async (_, agent) => (agent === ana.agent ? ana : null),
    customers: async () => ({ rows: [erika], cursor: null }),
    customer: async (_, customer) =>
      customer === erika.customer
        ? { risk: erika, features: { waits: 3, tenure: null }, history: [{ at: NOON, what: 'scored' }] }
        : null,
    async staffing(query) {
      asked.push(query);
      return { ...staffing, site: query.site, more: query.more };
    },
    sources: async () => [report],
    defaultSite: async () => 'main',
  };
}
