import type { Board, BoardEntries } from '#domain/board.ts';

type Kind = 'queue' | 'customer' | 'agent' | 'source';

/** All entries of one kind: `queue/Sales`, `queue/Billing` and so on. */
export function entriesOf<K extends Kind>(board: Board, kind: K): readonly BoardEntries[`${K}/${string}`][] {
  return Object.entries(board)
    .filter(([name]) => name.startsWith(`${kind}/`))
    .map(([, entry]) => entry as BoardEntries[`${K}/${string}`]); // The name of an entry says its type.
}
