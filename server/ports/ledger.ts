import type { BucketChange, Cube } from '#domain/cells.ts';
import type { FactName } from '#domain/facts.ts';

/** Names one timeline, or one part of it. All parts of a subject live in one shard and can change together. */
export type SubjectKey = {
  readonly site: string;
  readonly kind: 'contact' | 'survey' | 'ticket' | 'count' | 'customer' | 'agent';
  readonly id: string;
  readonly part?: string;
};

/** A timeline as it was stored: plain JSON, and a number that grows with every change. */
export type Stored = { readonly version: number; readonly doc: unknown };

/** Small lists beside the sums, each sorted by a number. */
export type IndexName =
  /** Segments that wait: member JSON of [queue, channel, segmentId], number offeredAt. */
  | 'waiting'
  /** Tickets that are open: member JSON of [group, channel, team, ticketId], number createdAt. */
  | 'tickets'
  /** What to look at again: member contactId, or "ticket" and the ticketId with a space between; number the moment at which something falls due. */
  | 'due'
  /** Contacts by the UTC day of their events (`contacts:2026-11-21`): member contactId, number startedAt. */
  | `contacts:${string}`
  /** Customers by the time of their last event, and by value at risk. */
  | 'customers'
  | 'valueAtRisk';

export type IndexChange =
  | { readonly index: IndexName; readonly member: string; readonly score: number }
  | { readonly index: IndexName; readonly member: string; readonly remove: true };

/** A small table of texts by name, one for each site: who does what now, and scores. */
export type TableName = 'agents' | 'risks';
export type TableChange = { readonly table: TableName; readonly field: string; readonly value: string };

/** Everything that one event, or several of one subject, changes: all of it or nothing. */
export type Change = {
  /** The subject whose shard all of this lives in. */
  readonly subject: SubjectKey;
  /** Timelines to write, each only if it still has the version that was read (0: not there yet). */
  readonly docs: readonly { readonly key: SubjectKey; readonly expected: number; readonly doc: unknown }[];
  /** Timelines that were read to decide, and must still have the version that was read. */
  readonly checks: readonly { readonly key: SubjectKey; readonly expected: number }[];
  readonly buckets: readonly BucketChange[];
  readonly indexes: readonly IndexChange[];
  readonly tables: readonly TableChange[];
  /** Raw events to append to the stream, as they were accepted. */
  readonly stream: readonly string[];
};

export type Claim = { readonly identity: string; readonly fingerprint: string };
export type SumsByGroup = ReadonlyMap<string, Partial<Record<FactName, number>>>;

/** What changed, for whoever keeps a board: enough to know what to read again, nothing to trust. */
export type Note = {
  readonly site: string;
  /** Groups of the cubes that changed, as [cube, group, day]. */
  readonly groups: readonly (readonly [Cube, string, string])[];
  readonly agents: readonly string[];
  readonly customers: readonly string[];
  /** Customers whose score is new. */
  readonly scored: readonly string[];
  readonly waiting: boolean;
};

/** What must be added to one sum to make it right. */
export type Correction = {
  readonly cube: Cube;
  readonly day: string;
  readonly group: string;
  readonly slot: number | null;
  readonly fact: FactName;
  readonly add: number;
};

/**
 * The store of timelines and sums. Every method rejects with LEDGER_UNAVAILABLE when the store does not answer.
 * The laws that every ledger obeys are in `test/contracts/ledger.ts`.
 */
export type Ledger = {
  /** In the order of the keys; `null` for what is not there. */
  read(keys: readonly SubjectKey[]): Promise<(Stored | null)[]>;
  /** Applies each change or none of it. 'conflict': a timeline has another version; read again and try again. */
  apply(changes: readonly Change[]): Promise<('applied' | 'conflict')[]>;
  /** First come, first served: 'new', or whether the identity is known with the same or another content. */
  claim(claims: readonly Claim[]): Promise<('new' | 'same' | 'other')[]>;

  /** Sums of a whole local day by group. */
  day(site: string, cube: Cube, day: string, groups?: readonly string[]): Promise<SumsByGroup>;
  /** Sums of a local day by group and slot. */
  slots(
    site: string,
    cube: Cube,
    day: string,
    groups: readonly string[],
  ): Promise<ReadonlyMap<string, ReadonlyMap<number, Partial<Record<FactName, number>>>>>;
  /** Groups that have anything on a local day. */
  groups(site: string, cube: Cube, day: string): Promise<readonly string[]>;

  /** Members with a number in [from, to], lowest first (or highest first), at most `limit`, after `skip`. */
  list(
    site: string,
    index: IndexName,
    range?: { from?: number; to?: number; limit?: number; skip?: number; highestFirst?: boolean },
  ): Promise<readonly (readonly [member: string, score: number])[]>;
  table(site: string, table: TableName): Promise<ReadonlyMap<string, string>>;
  fields(site: string, table: TableName, fields: readonly string[]): Promise<readonly (string | null)[]>;
  /** Index and table changes that belong to no timeline, such as scores. */
  put(
    site: string,
    subject: SubjectKey,
    indexes: readonly IndexChange[],
    tables: readonly TableChange[],
  ): Promise<void>;

  /** Raw events of a site as they were accepted, in pages, shard by shard, up to the present. */
  stream(site: string): AsyncIterable<readonly string[]>;
  /** Adds to single sums: of a slot, or of the whole day where `slot` is `null`. For repair alone. */
  correct(site: string, corrections: readonly Correction[]): Promise<void>;

  /** Sites that anything was ever applied to. */
  sites(): Promise<readonly string[]>;
  /** Adds to plain counters of a name (sources' verdicts and notes), and sets plain texts beside them. */
  tally(
    name: string,
    counts: Readonly<Record<string, number>>,
    texts?: Readonly<Record<string, string>>,
  ): Promise<void>;
  tallies(): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** Keeps an event that was not applied, for inspection and replay. */
  setAside(kind: 'conflict' | 'quarantined', event: string): Promise<void>;

  publish(note: Note): Promise<void>;
  /** Called for each note of any node. Returns the way to stop it. */
  listen(listener: (note: Note) => void): () => void;
  /** Whether the store answers and can write. */
  check(): Promise<boolean>;
  close(): Promise<void>;
};
