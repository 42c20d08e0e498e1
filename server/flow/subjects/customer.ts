import { bucketsOf, type Contribution, difference } from '#domain/cells.ts';
import type { CustomerTimeline, Visit } from '#domain/customer.ts';
import { addCustomer } from '#domain/customer-facts.ts';
import type { CustomerEvent, SurveyEvent } from '#domain/event.ts';
import { addVisits } from '#domain/visits.ts';
import type { Change, Stored, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { include } from '../timeline.ts';
import type { GoneVisit } from './contact.ts';

/** What the ledger keeps of a customer. */
export type CustomerDoc = {
  readonly events: readonly (CustomerEvent | SurveyEvent)[];
  readonly visits: Readonly<Record<string, Visit | GoneVisit>>;
  readonly applied: Contribution;
};

const emptyDoc: CustomerDoc = { events: [], visits: {}, applied: {} };

export const isVisit = (visit: Visit | GoneVisit): visit is Visit => !('gone' in visit);

/** Takes a customer's own events and what their contacts came to into their timeline. */
export function updateCustomer(
  key: SubjectKey,
  stored: Stored | null,
  incoming: readonly (CustomerEvent | SurveyEvent)[],
  visits: readonly (Visit | GoneVisit)[],
  site: SiteSettings,
): { change: Change | null; known: readonly boolean[] } {
  // Written by this function and by nothing else.
  const before = (stored?.doc as CustomerDoc | undefined) ?? emptyDoc;
  const { events, known, added } = include(before.events, incoming);
  const merged = { ...before.visits };
  let moved = false;
  for (const visit of visits) {
    const present = merged[visit.contactId];
    // Another node may have told a later version of the contact before this one came through.
    if (present && present.version >= visit.version) continue;
    merged[visit.contactId] = visit;
    moved = true;
  }
  const applied: Contribution = {};
  addCustomer(applied, events);
  addVisits(applied, Object.values(merged).filter(isVisit));
  const delta = difference(applied, before.applied);
  if (!moved && added.length === 0 && Object.keys(delta).length === 0) return { change: null, known };
  const doc: CustomerDoc = { events, visits: merged, applied };
  const lastAt = Math.max(
    ...events.map(({ at }) => at),
    ...Object.values(merged)
      .filter(isVisit)
      .map((v) => v.startedAt),
  );
  return {
    known,
    change: {
      subject: key,
      docs: [{ key, expected: stored?.version ?? 0, doc }],
      checks: [],
      buckets: bucketsOf(delta, site.timeZone),
      // A customer whose only contact turned out to be another's is nobody again.
      indexes: [
        Number.isFinite(lastAt)
          ? { index: 'customers', member: key.id, score: lastAt }
          : { index: 'customers', member: key.id, remove: true },
      ],
      tables: [],
      stream: added.filter(({ type }) => type.startsWith('customer.')).map((event) => JSON.stringify(event)),
    },
  };
}

/** What the ledger keeps, as the domain reads it. */
export const timelineOf = (site: string, customer: string, doc: CustomerDoc): CustomerTimeline => ({
  site,
  customer,
  events: doc.events,
  visits: Object.fromEntries(
    Object.entries(doc.visits).filter((entry): entry is [string, Visit] => isVisit(entry[1])),
  ),
});
