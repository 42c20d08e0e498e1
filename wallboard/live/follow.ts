import { applyPatch, type Board } from '#domain/board.ts';
import type { NumberedPatch, Snapshot } from '#domain/protocol.ts';

/** The board a wall shows and the revision that it is of. */
export type Position = { readonly revision: number; readonly board: Board };

export const positionOf = ({ revision, board }: Snapshot): Position => ({ revision, board });

/**
 * The position after a patch. A patch that is already in is passed over; one that starts elsewhere cannot be applied
 * and answers `gap`, whereupon the wall asks for a snapshot.
 */
export function follow(
  position: Position | null,
  { from, revision, patch }: NumberedPatch,
): Position | 'gap' {
  if (position === null) return 'gap';
  if (from === position.revision) return { revision, board: applyPatch(position.board, patch) };
  return revision <= position.revision ? position : 'gap';
}
