import { bucketsOf, type Contribution, difference } from '#domain/cells.ts';
import { addCounts } from '#domain/counts.ts';
import type { EventOf } from '#domain/event.ts';
import type { Change, Stored, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { include } from '../timeline.ts';

type CountDoc = { readonly events: readonly EventOf<'count.added'>[]; readonly applied?: Contribution };

/** Takes an addition to a counter in. Each is a timeline of its own: nothing that came before changes what it means. */
export function updateCount(
  key: SubjectKey,
  stored: Stored | null,
  incoming: readonly EventOf<'count.added'>[],
  site: SiteSettings,
): { change: Change | null; known: readonly boolean[] } {
  // Written by this function and by nothing else.
  const before = (stored?.doc as CountDoc | undefined) ?? { events: [] };
  const { events, known, added } = include(before.events, incoming);
  if (added.length === 0) return { change: null, known };
  const applied: Contribution = {};
  addCounts(applied, events);
  return {
    known,
    change: {
      subject: key,
      docs: [{ key, expected: stored?.version ?? 0, doc: { events, applied } }],
      checks: [],
      buckets: bucketsOf(difference(applied, before.applied ?? {}), site.timeZone),
      indexes: [],
      tables: [],
      stream: added.map((event) => JSON.stringify(event)),
    },
  };
}
