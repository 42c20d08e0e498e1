import type { Board, SourceOnBoard } from '#domain/board.ts';
import type { BoardRequest, NumberedPatch, Snapshot } from '#domain/protocol.ts';

/** One board that is kept up to date while somebody looks at it. Boards that ask for the same thing are one feed. */
export type Feed = {
  /** The same for equal requests: the name of the room that its patches go to. */
  readonly room: string;
  readonly snapshot: () => Snapshot;
};

export type Health = {
  readonly ledger: { readonly ok: boolean; readonly since: number };
  readonly sources: readonly SourceOnBoard[];
};

/**
 * Keeps boards. `open` starts a feed (or joins it) and resolves when its first board is there; `close` leaves it, and
 * the last one out stops it. `onPatch` is told of every numbered patch: at once when the board was quiet, at most 20
 * times a second under load.
 */
export type Boards = {
  open(request: BoardRequest): Promise<Feed>;
  close(room: string): void;
  onPatch(listener: (room: string, patch: NumberedPatch) => void): () => void;
  revisionOf(room: string): number;
  health(): Health;
};

export type { Board };
