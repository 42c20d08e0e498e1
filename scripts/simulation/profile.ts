import type { Channel } from '#domain/event-data.ts';

/** What one queue is about and how its contacts go. Times in seconds. */
export type QueueProfile = {
  readonly queue: string;
  readonly channel: Channel;
  /** Share of all arrivals. */
  readonly share: number;
  readonly talkMedian: number;
  readonly wrapupMedian: number;
  readonly intents: readonly string[];
  /** Probability that the matter is settled by a fresh agent at the first attempt. */
  readonly resolves: number;
};

/** A team: the size as a share of all agents, and the queues that its agents serve; later ones by chance. */
export type TeamProfile = {
  readonly team: string;
  readonly share: number;
  readonly queues: readonly string[];
  readonly alsoSome: readonly { readonly queue: string; readonly chance: number }[];
};

/** Local hours. A shift that ends at 24 hands over at midnight. */
export type ShiftProfile = { readonly from: number; readonly to: number; readonly share: number };

export type Profile = {
  readonly queues: readonly QueueProfile[];
  readonly teams: readonly TeamProfile[];
  readonly shifts: readonly ShiftProfile[];
  /** Arrivals by local hour, as a share of the peak. */
  readonly dayShape: readonly number[];
  /** Arrivals and agents by weekday, Sunday first. */
  readonly weekShape: readonly number[];
  readonly agents: number;
  readonly customers: number;
  /** Arrivals per hour at the peak, all queues together. */
  readonly callsPerHour: number;
};

const queues: readonly QueueProfile[] = [
  {
    queue: 'Billing',
    channel: 'voice',
    share: 0.28,
    talkMedian: 200,
    wrapupMedian: 30,
    intents: ['invoice', 'payment', 'refund'],
    resolves: 0.88,
  },
  {
    queue: 'Support',
    channel: 'voice',
    share: 0.3,
    talkMedian: 250,
    wrapupMedian: 34,
    intents: ['fault', 'setup', 'slow line', 'device'],
    resolves: 0.8,
  },
  {
    queue: 'Sales',
    channel: 'voice',
    share: 0.17,
    talkMedian: 225,
    wrapupMedian: 40,
    intents: ['upgrade', 'new contract', 'moving'],
    resolves: 0.9,
  },
  {
    queue: 'Retention',
    channel: 'voice',
    share: 0.07,
    talkMedian: 265,
    wrapupMedian: 45,
    intents: ['price', 'contract end'],
    resolves: 0.84,
  },
  {
    queue: 'Chat',
    channel: 'chat',
    share: 0.18,
    talkMedian: 260,
    wrapupMedian: 20,
    intents: ['invoice', 'fault', 'delivery', 'login'],
    resolves: 0.84,
  },
];

const teams: readonly TeamProfile[] = [
  {
    team: 'Harbour',
    share: 0.3,
    queues: ['Billing', 'Support'],
    alsoSome: [
      { queue: 'Retention', chance: 0.5 },
      { queue: 'Chat', chance: 0.3 },
    ],
  },
  {
    team: 'Meadow',
    share: 0.28,
    queues: ['Support', 'Billing'],
    alsoSome: [
      { queue: 'Chat', chance: 0.5 },
      { queue: 'Sales', chance: 0.5 },
    ],
  },
  {
    team: 'Summit',
    share: 0.22,
    queues: ['Sales', 'Retention'],
    alsoSome: [{ queue: 'Billing', chance: 0.5 }],
  },
  {
    team: 'Lantern',
    share: 0.2,
    queues: ['Chat'],
    alsoSome: [
      { queue: 'Sales', chance: 0.6 },
      { queue: 'Support', chance: 0.3 },
      { queue: 'Retention', chance: 0.3 },
    ],
  },
];

/** Open around the clock and never quiet, so that a wall shows life whenever somebody starts it. */
export const demoProfile: Profile = {
  queues,
  teams,
  shifts: [
    { from: 0, to: 8, share: 0.22 },
    { from: 6, to: 14, share: 0.08 },
    { from: 8, to: 16, share: 0.21 },
    { from: 9, to: 17, share: 0.11 },
    { from: 11, to: 20, share: 0.13 },
    { from: 16, to: 24, share: 0.25 },
  ],
  dayShape: [
    0.4, 0.38, 0.37, 0.36, 0.36, 0.38, 0.45, 0.6, 0.78, 0.92, 1, 0.99, 0.94, 0.95, 0.98, 0.96, 0.92, 0.84,
    0.74, 0.62, 0.51, 0.45, 0.42, 0.41,
  ],
  weekShape: [0.8, 1, 1, 1, 1, 1, 0.85],
  agents: 38,
  customers: 40_000,
  callsPerHour: 120,
};

/** Staffed from 7 to 22, closed at night. */
export const officeProfile: Profile = {
  ...demoProfile,
  shifts: [
    { from: 7, to: 15, share: 0.25 },
    { from: 8, to: 16, share: 0.25 },
    { from: 10, to: 18, share: 0.22 },
    { from: 14, to: 22, share: 0.28 },
  ],
  dayShape: [
    0, 0, 0, 0, 0, 0, 0, 0.35, 0.72, 0.93, 1, 0.99, 0.92, 0.93, 0.97, 0.95, 0.88, 0.78, 0.6, 0.48, 0.4, 0.3,
    0, 0,
  ],
  weekShape: [0.45, 1.1, 1, 1, 1, 0.95, 0.6],
  agents: 34,
};
