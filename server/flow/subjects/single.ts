import type { Event } from '#domain/event.ts';
import type { Change, Stored, SubjectKey } from '../../ports/ledger.ts';
import { include } from '../timeline.ts';

/** Timelines that are kept whole and add nothing to the sums. */
export function updateSingle(
  key: SubjectKey,
  stored: Stored | null,
  incoming: readonly Event[],
): { change: Change | null; known: readonly boolean[] } {
  // Written by this function and by nothing else.
  const before = (stored?.doc as { events: readonly Event[] } | undefined)?.events ?? [];
  const { events, known, added } = include(before, incoming);
  if (added.length === 0) return { change: null, known };
  return {
    known,
    change: {
      subject: key,
      docs: [{ key, expected: stored?.version ?? 0, doc: { events } }],
      checks: [],
      buckets: [],
      indexes: [],
      tables: [],
      stream: added.map((event) => JSON.stringify(event)),
    },
  };
}
