import { applyPatch, type Board, type Patch } from '#domain/board.ts';
import type { BoardRequest, NumberedPatch } from '#domain/protocol.ts';
import type { Boards } from '../../server/ports/boards.ts';

type Kept = { board: Board; revision: number; watchers: number };

/** Boards that change when a test says so. `hold` makes `open` wait until it is released. */
export type FakeBoards = Boards & {
  change(room: string, patch: Patch): void;
  watchers(room: string): number;
  hold(): () => void;
  /** What the next `open` fails with. */
  failure: Error | null;
};

export const roomOfRequest = (request: BoardRequest): string =>
  [request.kind, request.site ?? 'main', 'agent' in request ? request.agent : ''].join(' ');

export function createFakeBoards(now: () => number): FakeBoards {
  const kept = new Map<string, Kept>();
  const listeners = new Set<(room: string, patch: NumberedPatch) => void>();
  let gate: Promise<void> | null = null;

  const keptOf = (room: string): Kept => {
    const known = kept.get(room) ?? { board: {}, revision: 1, watchers: 0 };
    kept.set(room, known);
    return known;
  };
  const fake: FakeBoards = {
    failure: null,
    async open(request) {
      const room = roomOfRequest(request);
      const own = keptOf(room);
      own.watchers++;
      await gate;
      if (fake.failure) throw fake.failure;
      return { room, snapshot: () => ({ revision: own.revision, board: own.board, at: now() }) };
    },
    close(room) {
      keptOf(room).watchers--;
    },
    onPatch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    revisionOf: (room) => keptOf(room).revision,
    health: () => ({ ledger: { ok: true, since: 0 }, sources: [] }),
    change(room, patch) {
      const own = keptOf(room);
      own.board = applyPatch(own.board, patch);
      const from = own.revision++;
      for (const listener of listeners) listener(room, { from, revision: own.revision, patch });
    },
    watchers: (room) => keptOf(room).watchers,
    hold() {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        gate = null;
        release();
      };
    },
  };
  return fake;
}
