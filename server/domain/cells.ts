import { type FactName, hasOpening, isAgentTime, isByAgent } from './facts.ts';
import { dayOf, monthOf, slotOf } from './time.ts';

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

export const cellKey = (at: number, of: Dimensions): string => `${slotOf(at)}|${textOf(of)}`;

/** The dimensions as text, made once for each object: a timeline adds to the same few groups again and again. */
const texts = new WeakMap<Dimensions, string>();
function textOf(of: Dimensions): string {
  let text = texts.get(of);
  if (text === undefined) {
    text = JSON.stringify([of.queue, of.channel, of.direction, of.team, of.agent]);
    texts.set(of, text);
  }
  return text;
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
  for (const name of namesOf(facts)) {
    const amount = facts[name] ?? 0;
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
  for (const key of Object.keys(next)) put(change, key, next[key]!, applied[key] ?? nothing);
  for (const key of Object.keys(applied)) if (!next[key]) put(change, key, nothing, applied[key]!);
  return change;
}

const nothing: Facts = {};

function put(change: Contribution, key: string, after: Facts, before: Facts): void {
  const cell: Facts = {};
  let changed = false;
  const note = (name: FactName, delta: number) => {
    if (delta === 0) return;
    cell[name] = delta;
    changed = true;
  };
  for (const name of namesOf(after)) note(name, (after[name] ?? 0) - (before[name] ?? 0));
  for (const name of namesOf(before)) if (after[name] === undefined) note(name, -(before[name] ?? 0));
  if (changed) change[key] = cell;
}

/**
 * `queue`: sums by queue, channel, direction and team. `agent`: the facts that name an agent, by all dimensions.
 * `opening`: facts whose whole past is asked for, by month.
 */
export type Cube = 'queue' | 'agent' | 'opening';
/** The one day of the openings: their slots are the starts of months. */
export const OPENINGS = 'all';

/** One addition to one bucket: `group` is the key of its dimensions within the cube, `day` the site's local day. */
export type BucketChange = {
  readonly cube: Cube;
  readonly group: string;
  readonly day: string;
  readonly slot: number;
  readonly facts: readonly (readonly [FactName, number])[];
};

export function groupKey(cube: Cube, of: Dimensions): string {
  return cube !== 'agent'
    ? JSON.stringify([of.queue, of.channel, of.direction, of.team])
    : JSON.stringify([of.queue, of.channel, of.direction, of.team, of.agent]);
}

export function readGroupKey(key: string): Dimensions {
  // Written by `groupKey` above and by nothing else.
  const [queue = '', channel = '', direction = '', team = '', agent = ''] = JSON.parse(key) as string[];
  return { queue, channel, direction, team, agent };
}

type Groups = { readonly queue: string; readonly agent: string | null };
const GROUPS_MOST = 20_000;
const groups = new Map<string, Groups>();

/** The groups of a cell's dimensions, remembered by their text. */
function groupsOf(text: string): Groups {
  let known = groups.get(text);
  if (!known) {
    if (groups.size > GROUPS_MOST) groups.clear();
    const { of } = readCellKey(`0|${text}`);
    known = { queue: groupKey('queue', of), agent: of.agent === '' ? null : groupKey('agent', of) };
    groups.set(text, known);
  }
  return known;
}

/** Where a change of cells goes in the ledger: each cell into the cube of queues, the agent's facts also into theirs. */
export function bucketsOf(change: Contribution, timeZone: string): BucketChange[] {
  const changes: BucketChange[] = [];
  for (const [key, cell] of Object.entries(change)) {
    const bar = key.indexOf('|');
    const slot = Number(key.slice(0, bar));
    const { queue, agent } = groupsOf(key.slice(bar + 1));
    const day = dayOf(timeZone, slot).name;
    const facts = entriesOf(cell);
    const byQueue = facts.filter(([name]) => !isAgentTime(name));
    const opening = facts.filter(([name]) => hasOpening(name));
    if (opening.length > 0) {
      const month = monthOf(slot);
      changes.push({ cube: 'opening', group: queue, day: OPENINGS, slot: month, facts: opening });
    }
    if (byQueue.length > 0) changes.push({ cube: 'queue', group: queue, day, slot, facts: byQueue });
    if (agent === null) continue;
    const byAgent = facts.filter(([name]) => isByAgent(name));
    if (byAgent.length > 0) changes.push({ cube: 'agent', group: agent, day, slot, facts: byAgent });
  }
  return changes;
}

// `Object.entries` forgets that the keys are fact names.
export const entriesOf = (facts: Facts): [FactName, number][] =>
  Object.entries(facts) as [FactName, number][];
const namesOf = (facts: Facts): FactName[] => Object.keys(facts) as FactName[];
