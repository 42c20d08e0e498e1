import { type FactName, isAgentTime, isByAgent } from './facts.ts';
import { dayOf, slotOf } from './time.ts';

/** Whom a fact belongs to. Empty text where a dimension does not apply. */
export type Dimensions = {
  readonly queue: string;
  readonly channel: string;
  readonly direction: string;
  readonly team: string;
  readonly agent: string;
};

/** The integers of one group in one slot; only what is not 0. */
export type Facts = Partial<Record<FactName, number>>;

/**
 * Everything that one timeline adds to the sums: facts by cell, where a cell is a slot and a group. Plain JSON, because
 * the ledger keeps it beside the timeline it was made from.
 */
export type Contribution = Record<string, Facts>;

export const emptyContribution: Contribution = {};

export function cellKey(at: number, of: Dimensions): string {
  return `${slotOf(at)}|${JSON.stringify([of.queue, of.channel, of.direction, of.team, of.agent])}`;
}

export function readCellKey(key: string): { slot: number; of: Dimensions } {
  const bar = key.indexOf('|');
  // Written by `cellKey` above and by nothing else.
  const [queue, channel, direction, team, agent] = JSON.parse(key.slice(bar + 1)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return { slot: Number(key.slice(0, bar)), of: { queue, channel, direction, team, agent } };
}

/** Adds to a contribution under construction; what sums to 0 leaves no trace. */
export function add(to: Contribution, at: number, of: Dimensions, facts: Facts): void {
  const key = cellKey(at, of);
  let cell = to[key];
  for (const [name, amount] of entriesOf(facts)) {
    if (amount === 0) continue;
    if (!Number.isSafeInteger(amount)) throw new Error(`${name} must be a whole number, got ${amount}`); // C1
    if (!cell) {
      cell = {};
      to[key] = cell;
    }
    cell[name] = (cell[name] ?? 0) + amount;
  }
}

/** What must be added to the sums when a timeline that added `applied` now adds `next` (C3). */
export function difference(next: Contribution, applied: Contribution): Contribution {
  const change: Contribution = {};
  for (const key of new Set([...Object.keys(applied), ...Object.keys(next)])) {
    const before = applied[key] ?? {};
    const after = next[key] ?? {};
    const cell: Facts = {};
    let changed = false;
    for (const name of new Set([...namesOf(before), ...namesOf(after)])) {
      const delta = (after[name] ?? 0) - (before[name] ?? 0);
      if (delta !== 0) {
        cell[name] = delta;
        changed = true;
      }
    }
    if (changed) change[key] = cell;
  }
  return change;
}

/** `queue`: sums by queue, channel, direction and team. `agent`: the facts that name an agent, by all dimensions. */
export type Cube = 'queue' | 'agent';

/** One addition to one bucket: `group` is the key of its dimensions within the cube, `day` the site's local day. */
export type BucketChange = {
  readonly cube: Cube;
  readonly group: string;
  readonly day: string;
  readonly slot: number;
  readonly facts: readonly (readonly [FactName, number])[];
};

export function groupKey(cube: Cube, of: Dimensions): string {
  return cube === 'queue'
    ? JSON.stringify([of.queue, of.channel, of.direction, of.team])
    : JSON.stringify([of.queue, of.channel, of.direction, of.team, of.agent]);
}

export function readGroupKey(key: string): Dimensions {
  // Written by `groupKey` above and by nothing else.
  const [queue = '', channel = '', direction = '', team = '', agent = ''] = JSON.parse(key) as string[];
  return { queue, channel, direction, team, agent };
}

/** Where a change of cells goes in the ledger: each cell into the cube of queues, the agent's facts also into theirs. */
export function bucketsOf(change: Contribution, timeZone: string): BucketChange[] {
  const changes: BucketChange[] = [];
  for (const [key, cell] of Object.entries(change)) {
    const { slot, of } = readCellKey(key);
    const day = dayOf(timeZone, slot).name;
    const facts = entriesOf(cell);
    const byQueue = facts.filter(([name]) => !isAgentTime(name));
    const byAgent = of.agent === '' ? [] : facts.filter(([name]) => isByAgent(name));
    if (byQueue.length > 0) {
      changes.push({ cube: 'queue', group: groupKey('queue', of), day, slot, facts: byQueue });
    }
    if (byAgent.length > 0) {
      changes.push({ cube: 'agent', group: groupKey('agent', of), day, slot, facts: byAgent });
    }
  }
  return changes;
}

// `Object.entries` forgets that the keys are fact names.
export const entriesOf = (facts: Facts): [FactName, number][] =>
  Object.entries(facts) as [FactName, number][];
const namesOf = (facts: Facts): FactName[] => Object.keys(facts) as FactName[];
