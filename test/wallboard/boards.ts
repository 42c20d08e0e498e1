import type { AgentsByState, Board, BoardEntries } from '#domain/board.ts';
import type { Figure } from '#domain/figure.ts';
import type { RiskOfCustomer } from '#domain/risk.ts';

/** Boards for tests and photographs of pages. Nothing in the product reads them. */
export const at = Date.UTC(2026, 10, 20, 13, 3, 22);
const DAY_START = Date.UTC(2026, 10, 20, 7);
const STEP_MS = 900_000;

export const ratio = (value: number | null, n = 400): Figure => ({
  value,
  numerator: value === null ? 0 : Math.round(value * n),
  denominator: value === null ? 0 : n,
  n: value === null ? 0 : n,
  provisional: n < 20,
});
export const few = (value: number, n: number): Figure => ({ ...ratio(value, n), provisional: true });

export const agentsOf = (part: Partial<AgentsByState>): AgentsByState => ({
  offline: 0,
  available: 0,
  ringing: 0,
  talking: 0,
  hold: 0,
  wrapup: 0,
  paused: 0,
  ...part,
});

/** A day that wanders from one value to another, the same each time. */
function trend(from: number, to: number, wobble: number): BoardEntries[`trend/${string}`] {
  const values = Array.from({ length: 25 }, (_, i) => {
    const share = i / 24;
    return from + (to - from) * share + Math.sin(i * 1.7) * wobble + Math.sin(i * 0.6 + 1) * wobble;
  });
  return { startedAt: DAY_START, stepMs: STEP_MS, values };
}

const site = (more: Partial<BoardEntries['site']> = {}): BoardEntries['site'] => ({
  site: 'main',
  timeZone: 'Europe/Berlin',
  day: '2026-11-20',
  dayStartedAt: DAY_START,
  demo: false,
  notice: null,
  ...more,
});

function queue(name: string, waiting: number, waitedMs: number, serviceLevel: number): [string, unknown] {
  return [
    `queue/${name}`,
    {
      queue: name,
      waiting,
      oldestOfferedAt: waiting ? at - waitedMs : null,
      agents: agentsOf({ talking: 3, available: 1 }),
      figures: { serviceLevel: ratio(serviceLevel) },
    },
  ];
}

export const calm: Board = {
  site: site(),
  waiting: { waiting: 2, oldestOfferedAt: at - 14_000 },
  agents: agentsOf({ talking: 9, hold: 1, wrapup: 3, available: 6, paused: 2 }),
  'target/longestWait': 120_000,
  'figure/serviceLevel': ratio(0.87),
  'figure/abandonmentRate': ratio(0.031),
  'figure/aht': { value: 268_000, numerator: 0, denominator: 1, n: 380, provisional: false },
  'figure/fcr': ratio(0.74),
  'figure/csat': ratio(0.91, 64),
  'trend/serviceLevel': trend(0.82, 0.88, 0.03),
  'trend/asa': trend(19_000, 12_000, 4_000),
  'trend/abandonmentRate': trend(0.04, 0.03, 0.008),
  'trend/aht': trend(282_000, 262_000, 9_000),
  'trend/fcr': trend(0.72, 0.75, 0.02),
  'trend/csat': trend(0.88, 0.92, 0.015),
  ...Object.fromEntries([
    queue('Billing', 1, 14_000, 0.88),
    queue('Technical support', 1, 6_000, 0.84),
    queue('Sales', 0, 0, 0.93),
    queue('Returns', 0, 0, 0.9),
    queue('VIP', 0, 0, 0.97),
  ]),
};

export const watch: Board = {
  ...calm,
  waiting: { waiting: 6, oldestOfferedAt: at - 131_000 },
  'figure/serviceLevel': ratio(0.796),
  'figure/csat': few(0.66, 7),
  ...Object.fromEntries([queue('Billing', 5, 131_000, 0.84)]),
};

export const busy: Board = {
  ...calm,
  waiting: { waiting: 19, oldestOfferedAt: at - 220_000 },
  agents: agentsOf({ talking: 14, hold: 2, wrapup: 4, available: 0, paused: 3 }),
  'figure/serviceLevel': ratio(0.72),
  'figure/abandonmentRate': ratio(0.058),
  'figure/aht': { value: 292_000, numerator: 0, denominator: 1, n: 380, provisional: false },
  'trend/serviceLevel': trend(0.9, 0.66, 0.03),
  'trend/abandonmentRate': trend(0.03, 0.06, 0.008),
  'trend/asa': trend(9_000, 64_000, 5_000),
  ...Object.fromEntries([
    queue('Billing', 12, 220_000, 0.54),
    queue('Technical support', 5, 128_000, 0.78),
    queue('Sales', 2, 31_000, 0.91),
  ]),
};

export const act: Board = {
  ...busy,
  'figure/serviceLevel': ratio(0.52),
  'figure/abandonmentRate': ratio(0.114),
  'figure/fcr': ratio(0.66),
};

export const empty: Board = {
  site: site(),
  waiting: { waiting: 0, oldestOfferedAt: null },
  agents: agentsOf({}),
};

export const demo: Board = {
  ...busy,
  site: site({
    site: 'demo',
    demo: true,
    notice: {
      text: 'Nothing is kept: Floorlight runs without Redis.',
      mend: 'sudo apt-get install redis-server',
    },
  }),
};

export const me: Board = {
  site: site(),
  'agent/anna': {
    agent: 'anna',
    name: 'Anna Bergström',
    team: 'Billing',
    state: 'talking',
    since: at - 161_000,
    reason: null,
  },
  'figure/answered': { value: 41, numerator: 41, denominator: null, n: 41, provisional: false },
  'figure/aht': { value: 284_000, numerator: 0, denominator: 40, n: 40, provisional: false },
  'figure/avgTalk': { value: 221_000, numerator: 0, denominator: 40, n: 40, provisional: false },
  'figure/avgHold': { value: 18_000, numerator: 0, denominator: 40, n: 40, provisional: false },
  'figure/avgWrapup': { value: 45_000, numerator: 0, denominator: 40, n: 40, provisional: false },
  'figure/fcr': ratio(0.78, 33),
  'figure/csat': few(0.83, 6),
  'figure/occupancy': ratio(0.81, 90_000),
  'median/answered': { value: 37, agents: 12 },
  'median/aht': { value: 301_000, agents: 12 },
  'median/avgTalk': { value: 228_000, agents: 12 },
  'median/avgHold': { value: 22_000, agents: 12 },
  'median/avgWrapup': { value: 41_000, agents: 12 },
  'median/fcr': { value: 0.72, agents: 12 },
  'median/csat': { value: 0.88, agents: 9 },
  'median/occupancy': { value: 0.84, agents: 12 },
};

const names = [
  'Nordlys Marine',
  'Haus & Garten Vogt',
  'Okafor Logistics',
  'Brandt Optik',
  'Delacroix et Fils',
  'Kestrel Outdoor',
  'Mirador Hotels',
  'Sato Trading',
];
export const customers: readonly RiskOfCustomer[] = Array.from({ length: 40 }, (_, i) => {
  const probability = Math.max(0.04, 0.66 - i * 0.017);
  const monthly = 420 + ((i * 137) % 900);
  return {
    customer: `c-${1000 + i}`,
    name:
      i % 9 === 8
        ? null
        : `${names[i % names.length]}${i >= names.length ? ` ${Math.floor(i / names.length) + 1}` : ''}`,
    segment: i % 3 ? 'business' : 'premium',
    plan: null,
    monthlyValue: i % 11 === 10 ? null : { amount: monthly.toFixed(2), currency: 'EUR' },
    probability,
    horizonDays: 90,
    band: probability >= 0.35 ? 'high' : probability >= 0.15 ? 'medium' : 'low',
    reasons: [
      {
        feature: 'waits',
        contribution: 0.92 - i * 0.01,
        text: 'waited 24 minutes in three calls this fortnight',
      },
      {
        feature: 'repeats',
        contribution: 0.61,
        text: 'called back twice about the same thing within 7 days',
      },
      { feature: 'tenure', contribution: -0.44, text: 'customer for 6 years' },
      { feature: 'csat', contribution: 0.31, text: 'last survey answer was 2 of 5' },
    ],
    valueAtRisk: i % 11 === 10 ? null : { amount: (probability * monthly * 12).toFixed(2), currency: 'EUR' },
    lastContacts: [
      {
        contactId: `k-${i}-1`,
        at: at - 7_200_000 - i * 1e6,
        queue: 'Billing',
        channel: 'voice',
        outcome: 'abandoned',
        waitMs: 412_000,
        resolved: null,
      },
      {
        contactId: `k-${i}-2`,
        at: at - 180_000_000,
        queue: 'Billing',
        channel: 'voice',
        outcome: 'handled',
        waitMs: 631_000,
        resolved: false,
      },
      {
        contactId: `k-${i}-3`,
        at: at - 400_000_000,
        queue: 'Technical support',
        channel: 'email',
        outcome: 'handled',
        waitMs: 3_000_000,
        resolved: true,
      },
    ],
    workState: 'open',
    scoredAt: at - 4_000,
    model: 'leaves-90d v1',
  };
});

export const retention: Board = {
  site: site(),
  ...Object.fromEntries(customers.map((customer) => [`customer/${customer.customer}`, customer])),
};

export const boards = { calm, watch, busy, act, empty, demo, me, retention };
