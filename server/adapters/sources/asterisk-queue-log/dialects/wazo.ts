import { type Dialect, nothing } from './row.ts';

/** Wazo (XiVO). A call that is refused before it enters never was in the queue. */
export const wazo: Dialect = {
  FULL: nothing,
  CLOSED: nothing,
  JOINEMPTY: nothing,
  DIVERT_CA_RATIO: nothing,
  DIVERT_HOLDTIME: nothing,
  LEAVEEMPTY: { does: 'leave', reason: 'empty', least: 0, full: 0 },
  // Announces how long wrap-up may last, not how long it lasted.
  WRAPUPSTART: nothing,
};
