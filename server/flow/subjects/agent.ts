import {
  type AgentChunk,
  type AgentMoment,
  type BusyMark,
  chunkOf,
  readChunk,
  shownState,
  unknownMoment,
} from '#domain/agent.ts';
import type { BucketChange } from '#domain/cells.ts';
import { bucketsOf, type Contribution, difference } from '#domain/cells.ts';
import type { AgentEvent } from '#domain/event.ts';
import type { Change, Stored, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { include } from '../timeline.ts';

type ChunkDoc = AgentChunk & { readonly applied: Contribution };
type Directory = { readonly chunks: readonly number[] };

/** Marks of one leg in one chunk, as a contact tells them. */
export type LegNews = {
  readonly chunk: number;
  readonly legId: string;
  readonly version: number;
  readonly marks: readonly BusyMark[];
};
/** A row of the table of agents: what to show of each now. */
export type AgentNow = ReturnType<typeof shownState> &
  Pick<AgentMoment, 'reason' | 'name' | 'team' | 'queues'>;

export const directoryOf = (key: SubjectKey): SubjectKey => ({ ...key, part: 'chunks' });
export const chunkKeyOf = (key: SubjectKey, chunk: number): SubjectKey => ({ ...key, part: String(chunk) });

type Slot = { version: number; doc: ChunkDoc; dirty: boolean };

/**
 * Takes what an agent reported and what their legs tell into their chunks. What is true at the end of a chunk is
 * carried into the next one, so a late event reaches as far as it changes anything. `read` answers for any chunk.
 */
export async function updateAgent(
  key: SubjectKey,
  read: (key: SubjectKey) => Promise<Stored | null>,
  incoming: readonly AgentEvent[],
  legs: readonly LegNews[],
  site: SiteSettings,
  /** Look at every chunk again, because what they add to the sums may be computed otherwise by now. */
  whole = false,
): Promise<{ change: Change | null; known: readonly boolean[] }> {
  const directory = await read(directoryOf(key));
  // Written by this function and by nothing else, like the chunks below.
  const known = new Set((directory?.doc as Directory | undefined)?.chunks ?? []);
  const before = known.size;
  const slots = new Map<number, Slot>();
  const load = async (chunk: number): Promise<Slot | null> => {
    const present = slots.get(chunk);
    if (present) return present;
    if (!known.has(chunk)) return null;
    const stored = await read(chunkKeyOf(key, chunk));
    if (!stored) return null;
    const slot = { version: stored.version, doc: stored.doc as ChunkDoc, dirty: false };
    slots.set(chunk, slot);
    return slot;
  };

  const told = [...incoming.map(({ at }) => chunkOf(at)), ...legs.map(({ chunk }) => chunk)];
  const work = [...new Set(whole ? [...known, ...told] : told)];
  work.sort((a, b) => a - b);
  const seen = new Map<AgentEvent, boolean>();
  const added: AgentEvent[] = [];
  const buckets: BucketChange[] = [];
  const { unknownAfterMs } = site.definitions;
  let last: AgentMoment | null = null;
  for (let chunk = work.shift(); chunk !== undefined; chunk = work.shift()) {
    const start = chunk;
    const slot = (await load(start)) ?? { version: 0, doc: emptyChunk(start), dirty: false };
    const events = incoming.filter(({ at }) => chunkOf(at) === start);
    const news = legs.filter((leg) => leg.chunk === start);
    const taken = takeIn(slot.doc, events, news);
    events.forEach((event, index) => {
      seen.set(event, taken.known[index] ?? false);
    });
    added.push(...taken.added);
    // What was carried in stands, unless the chunk is new or the one before it just changed.
    let carry = slot.doc.carry;
    if (slot.version === 0 || slots.size > 1) {
      const previous = await load(neighbour(known, start, -1) ?? Number.NaN);
      carry = previous ? readChunk(key.id, previous.doc, unknownAfterMs).end : unknownMoment;
    }
    const carried = JSON.stringify(carry) !== JSON.stringify(slot.doc.carry);
    if (!taken.changed && !carried && !whole) continue;
    const next: AgentChunk = { ...taken.chunk, carry };
    const { contribution, end } = readChunk(key.id, next, unknownAfterMs);
    const delta = difference(contribution, slot.doc.applied);
    if (!taken.changed && !carried && Object.keys(delta).length === 0) continue;
    buckets.push(...bucketsOf(delta, site.timeZone));
    slots.set(start, { version: slot.version, doc: { ...next, applied: contribution }, dirty: true });
    known.add(start);
    const following = neighbour(known, start, 1);
    if (following === null) last = end;
    else if (!work.includes(following)) {
      work.push(following);
      work.sort((a, b) => a - b);
    }
  }

  const written = [...slots].filter(([, { dirty }]) => dirty);
  const verdicts = incoming.map((event) => seen.get(event) ?? false);
  if (written.length === 0) return { change: null, known: verdicts };
  const directoryKey = directoryOf(key);
  const directoryVersion = directory?.version ?? 0;
  const grew = known.size > before;
  const docs = written.map(([chunk, { version, doc }]) => ({
    key: chunkKeyOf(key, chunk),
    expected: version,
    doc,
  }));
  const chunks = [...known].sort((a, b) => a - b);
  return {
    known: verdicts,
    change: {
      subject: key,
      docs: grew ? [...docs, { key: directoryKey, expected: directoryVersion, doc: { chunks } }] : docs,
      checks: [
        ...(grew ? [] : [{ key: directoryKey, expected: directoryVersion }]),
        ...[...slots]
          .filter(([, { dirty }]) => !dirty)
          .map(([chunk, { version }]) => ({ key: chunkKeyOf(key, chunk), expected: version })),
      ],
      buckets,
      indexes: [],
      tables: last ? [{ table: 'agents', field: key.id, value: JSON.stringify(nowOf(last)) }] : [],
      stream: added.map((event) => JSON.stringify(event)),
    },
  };
}

function takeIn(doc: ChunkDoc, events: readonly AgentEvent[], news: readonly LegNews[]) {
  const included = include(doc.events, events);
  const legs = { ...doc.legs };
  let changed = included.added.length > 0;
  for (const { legId, version, marks } of news) {
    const present = legs[legId];
    if (present ? present.version >= version : marks.length === 0) continue;
    legs[legId] = { version, marks };
    changed = true;
  }
  return {
    known: included.known,
    added: included.added,
    changed,
    chunk: { startedAt: doc.startedAt, events: included.events, legs, carry: doc.carry },
  };
}

const emptyChunk = (startedAt: number): ChunkDoc => ({
  startedAt,
  events: [],
  legs: {},
  carry: unknownMoment,
  applied: {},
});

/** The chunk before (-1) or after (1) this one that has anything in it. */
function neighbour(known: ReadonlySet<number>, chunk: number, side: -1 | 1): number | null {
  let best: number | null = null;
  for (const other of known) {
    if (Math.sign(other - chunk) !== side) continue;
    if (best === null || Math.abs(other - chunk) < Math.abs(best - chunk)) best = other;
  }
  return best;
}

const nowOf = (moment: AgentMoment): AgentNow => ({
  ...shownState(moment),
  reason: moment.reason,
  name: moment.name,
  team: moment.team,
  queues: moment.queues,
});
