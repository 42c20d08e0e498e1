import type { Board, Patch, SourceOnBoard } from './board.ts';

/** Raised when either side could misread the other; a wall with another number is refused and reloads. */
export const PROTOCOL = 1;

/** Which board a page asks for. The server decides what the credential may see. */
export type BoardRequest =
  | { readonly kind: 'floor'; readonly site?: string }
  | { readonly kind: 'me'; readonly site?: string; readonly agent: string }
  | { readonly kind: 'retention'; readonly site?: string };

export type Refused = 'protocol' | 'not-signed-in' | 'not-allowed' | 'bad-request';

export type Snapshot = { readonly revision: number; readonly board: Board; readonly at: number };
export type NumberedPatch = { readonly from: number; readonly revision: number; readonly patch: Patch };
/** Every second, so that silence is visible: the server's clock, the revision that the wall should have, and health. */
export type Heartbeat = {
  readonly at: number;
  readonly revision: number;
  readonly build: string;
  /** Whether the server can read its ledger; when it cannot, the numbers stand still since `since`. */
  readonly ledger: { readonly ok: boolean; readonly since: number };
  readonly sources: readonly SourceOnBoard[];
};

export type ServerToWall = {
  snapshot: (snapshot: Snapshot) => void;
  patch: (patch: NumberedPatch) => void;
  heartbeat: (heartbeat: Heartbeat) => void;
  refused: (refusal: { readonly reason: Refused }) => void;
};
export type WallToServer = {
  hello: (hello: { readonly protocol: number; readonly board: BoardRequest }) => void;
  /** "I saw a patch from another revision than mine": the server answers with a snapshot. */
  resync: () => void;
};
