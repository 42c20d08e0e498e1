import type { AgentLine, AgentMemory } from './agents.ts';
import { type Call, type Calls, emptyCalls, type Leg, type Talk } from './calls.ts';

/** The lines of a second that only count when all of it has been read. */
export type Pending = { readonly epoch: number; restarted: boolean; readonly agents: AgentLine[] };

/** Everything that a converter remembers between lines. */
export type Memory = {
  readonly calls: Calls;
  readonly agents: Map<string, AgentMemory>;
  pending: Pending | null;
};

export const emptyMemory = (): Memory => ({ calls: emptyCalls(), agents: new Map(), pending: null });

type SavedRound = readonly [
  at: number,
  flags: number,
  customer: string | null,
  legs: readonly (readonly [agent: string, at: number, until: number | null])[],
];
type SavedCall = readonly [
  callId: string,
  last: number,
  rounds: readonly (readonly [queue: string, rounds: readonly SavedRound[]])[],
  partOf?: string | null,
  parts?: readonly string[],
];

/** The same as plain JSON, small enough to be kept beside a read position. */
export type ConverterState = {
  readonly version: 1;
  readonly calls: readonly SavedCall[];
  readonly talks: readonly (readonly [agent: string, talk: Talk])[];
  readonly prunedAt: number;
  readonly agents: readonly (readonly [
    agent: string,
    queues: readonly (readonly [queue: string, member: boolean, paused: boolean, reason: string])[],
    reported: string,
    reportedAt: number,
    settledAt: number,
    again: number,
  ])[];
  readonly pending: Pending | null;
};

export function saveMemory({ calls, agents, pending }: Memory): ConverterState {
  return {
    version: 1,
    calls: [...calls.byId].map(([callId, call]) => saveCall(callId, call)),
    talks: [...calls.talks].map(([agent, talk]) => [agent, { ...talk }] as const),
    prunedAt: calls.prunedAt,
    agents: [...agents].map(
      ([agent, { queues, reported, reportedAt, settledAt, again }]) =>
        [
          agent,
          [...queues].map(([queue, { member, paused, reason }]) => [queue, member, paused, reason] as const),
          reported,
          reportedAt,
          settledAt,
          again,
        ] as const,
    ),
    pending: pending === null ? null : { ...pending, agents: [...pending.agents] },
  };
}

export function loadMemory(state: ConverterState): Memory {
  return {
    calls: {
      byId: new Map(state.calls.map((saved) => [saved[0], loadCall(saved)])),
      talks: new Map(state.talks.map(([agent, talk]) => [agent, { ...talk }])),
      prunedAt: state.prunedAt,
    },
    agents: new Map(
      state.agents.map(([agent, queues, reported, reportedAt, settledAt, again]) => [
        agent,
        {
          queues: new Map(
            queues.map(([queue, member, paused, reason]) => [queue, { member, paused, reason }]),
          ),
          reported,
          reportedAt,
          settledAt,
          again,
        },
      ]),
    ),
    pending: state.pending === null ? null : { ...state.pending, agents: [...state.pending.agents] },
  };
}

const ASSUMED = 1;
const LEFT = 2;

function saveCall(callId: string, call: Call): SavedCall {
  const rounds = [...call.rounds].map(
    ([queue, list]) =>
      [
        queue,
        list.map(
          (round): SavedRound => [
            round.at,
            (round.assumed ? ASSUMED : 0) + (round.left ? LEFT : 0),
            round.customer,
            round.legs.map(({ agent, at, until }) => [agent, at, until] as const),
          ],
        ),
      ] as const,
  );
  if (call.partOf === null && call.parts.length === 0) return [callId, call.last, rounds];
  return [callId, call.last, rounds, call.partOf, [...call.parts]];
}

function loadCall([, last, rounds, partOf, parts]: SavedCall): Call {
  return {
    last,
    rounds: new Map(
      rounds.map(([queue, list]) => [
        queue,
        list.map(([at, flags, customer, legs]) => ({
          at,
          assumed: (flags & ASSUMED) !== 0,
          left: (flags & LEFT) !== 0,
          customer,
          legs: legs.map(([agent, at, until]): Leg => ({ agent, at, until })),
        })),
      ]),
    ),
    partOf: partOf ?? null,
    parts: [...(parts ?? [])],
  };
}
