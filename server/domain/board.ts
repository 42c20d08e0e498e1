import type { AgentState } from './event-data.ts';
import type { Figure } from './figure.ts';
import type { RiskOfCustomer } from './risk.ts';

export type AgentsByState = Readonly<Record<AgentState, number>>;

/** Longest wait is sent as the moment it began, so that it ticks on the wall without traffic. */
export type Waiting = { readonly waiting: number; readonly oldestOfferedAt: number | null };

/** Everything a board may show, by entry name. A patch replaces whole entries, so each is kept small. */
export type BoardEntries = {
  site: {
    readonly site: string;
    readonly timeZone: string;
    /** The local day that "today" is, as yyyy-mm-dd, and when it began. */
    readonly day: string;
    readonly dayStartedAt: number;
    readonly demo: boolean;
    /** A sentence that every page must show, such as "Nothing is kept: ...", or `null`. */
    readonly notice: { readonly text: string; readonly mend: string } | null;
  };
  waiting: Waiting;
  agents: AgentsByState;
  [figure: `figure/${string}`]: Figure;
  /** The day so far, one value for each interval; the last one is still growing. */
  [trend: `trend/${string}`]: {
    readonly startedAt: number;
    readonly stepMs: number;
    readonly values: readonly (number | null)[];
  };
  [queue: `queue/${string}`]: Waiting & {
    readonly queue: string;
    readonly agents: AgentsByState;
    readonly figures: Readonly<Record<string, Figure>>;
  };
  [source: `source/${string}`]: SourceOnBoard;
  /** On an agent's own board: who they are and what they do now. */
  [agent: `agent/${string}`]: AgentOnBoard;
  /** On an agent's own board: the median of the team for the same metric. */
  [median: `median/${string}`]: { readonly value: number | null; readonly agents: number };
  [customer: `customer/${string}`]: RiskOfCustomer;
};

export type SourceOnBoard = {
  readonly source: string;
  readonly lastEventAt: number;
  readonly lastReceivedAt: number;
  /** True when the source has been quiet for much longer than it usually is. */
  readonly silent: boolean;
};

export type AgentOnBoard = {
  readonly agent: string;
  readonly name: string | null;
  readonly team: string | null;
  readonly state: AgentState | null;
  readonly since: number | null;
  readonly reason: string | null;
};

/** A board is a flat record of entries: what is not there has nothing to show yet. */
export type Board = Readonly<Record<string, unknown>> & Partial<BoardEntries>;

/** What changed between two boards. */
export type Patch = {
  readonly set: Readonly<Record<string, unknown>>;
  readonly removed: readonly string[];
};

/** The patch that turns `before` into `after` (P1); `null` when they are the same. */
export function patchOf(before: Board, after: Board): Patch | null {
  const set: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(after)) {
    if (before[name] !== entry && JSON.stringify(before[name]) !== JSON.stringify(entry)) set[name] = entry;
  }
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return Object.keys(set).length === 0 && removed.length === 0 ? null : { set, removed };
}

/** The board after a patch; neither argument is changed. */
export function applyPatch(board: Board, patch: Patch): Board {
  const next: Record<string, unknown> = { ...board, ...patch.set };
  for (const name of patch.removed) delete next[name];
  return next as Board;
}
