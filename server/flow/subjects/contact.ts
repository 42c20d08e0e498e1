import { type BusyMark, marksOf } from '#domain/agent.ts';
import { bucketsOf, type Contribution, difference } from '#domain/cells.ts';
import { type Contact, readContact } from '#domain/contact.ts';
import { addContact } from '#domain/contact-facts.ts';
import type { Visit } from '#domain/customer.ts';
import type { ContactEvent, SurveyEvent } from '#domain/event.ts';
import { addSurveys, homeInContact } from '#domain/survey-facts.ts';
import { visitOf } from '#domain/visits.ts';
import type { Change, IndexChange, Stored, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { include } from '../timeline.ts';

/** What the ledger keeps of a contact, or of a survey that belongs to none. */
type ContactDoc = {
  readonly events: readonly (ContactEvent | SurveyEvent)[];
  readonly applied: Contribution;
  /** Every [agent, chunk, legId] that ever had marks of it, and every customer it was ever counted for. */
  readonly agents: readonly (readonly [string, number, string])[];
  readonly customers: readonly string[];
  /** What of it stands in the indexes. */
  readonly waiting: readonly string[];
  readonly due: number | null;
  readonly days: readonly string[];
  /** How many lengths of each source differ from its times. */
  readonly differing: Readonly<Record<string, number>>;
};

const emptyDoc: ContactDoc = {
  events: [],
  applied: {},
  agents: [],
  customers: [],
  waiting: [],
  due: null,
  days: [],
  differing: {},
};

/** What a contact tells the timelines of its customers and agents. */
export type Derived = {
  readonly visits: readonly { readonly customer: string; readonly visit: Visit | GoneVisit }[];
  readonly legs: readonly {
    readonly agent: string;
    readonly chunk: number;
    readonly legId: string;
    readonly version: number;
    readonly marks: readonly BusyMark[];
  }[];
};
/** A visit that turned out to be another customer's. */
export type GoneVisit = { readonly contactId: string; readonly version: number; readonly gone: true };

/** Takes new events (or none, to look again at `now`) into a contact's timeline. */
export function updateContact(
  key: SubjectKey,
  stored: Stored | null,
  incoming: readonly (ContactEvent | SurveyEvent)[],
  site: SiteSettings,
  now: number,
): {
  change: Change | null;
  known: readonly boolean[];
  derived: Derived;
  /** By source, how many more of its lengths differ from its times than before. */
  differing: Readonly<Record<string, number>>;
} {
  // Written by this function and by nothing else.
  const before = (stored?.doc as ContactDoc | undefined) ?? emptyDoc;
  const { events, known, added } = include(before.events, incoming);
  const contactEvents = events.filter((event): event is ContactEvent => event.type.startsWith('contact.'));
  const contact = contactEvents.length > 0 ? readContact(contactEvents, site.definitions, now) : null;
  const applied: Contribution = {};
  if (contact) addContact(applied, contact);
  addSurveys(
    applied,
    events.filter((event): event is SurveyEvent => event.type.startsWith('survey.')),
    homeInContact(contact),
  );

  const delta = difference(applied, before.applied);
  const standing = standingOf(contact, events);
  const marks = contact ? legMarksOf(contact) : [];
  const doc: ContactDoc = {
    events,
    applied,
    agents: union(
      before.agents,
      marks.map(({ agent, chunk, legId }) => [agent, chunk, legId] as const),
    ),
    customers: union(before.customers, contact?.customer ? [contact.customer] : []),
    ...standing,
    days: union(before.days, standing.days),
    differing: countDiffering(contact),
  };
  const version = (stored?.version ?? 0) + 1;
  const changes = added.length > 0 || Object.keys(delta).length > 0 || before.due !== doc.due;
  const change: Change | null = changes
    ? {
        subject: key,
        docs: [{ key, expected: version - 1, doc }],
        checks: [],
        buckets: bucketsOf(delta, site.timeZone),
        indexes: indexChanges(key.id, before, doc, contact),
        tables: [],
        stream: added.map((event) => JSON.stringify(event)),
      }
    : null;
  return {
    change,
    known,
    derived: derive(contact, doc, marks, change ? version : version - 1),
    differing: Object.fromEntries(
      Object.keys({ ...before.differing, ...doc.differing })
        .map((source) => [source, (doc.differing[source] ?? 0) - (before.differing[source] ?? 0)] as const)
        .filter(([, more]) => more !== 0),
    ),
  };
}

function countDiffering(contact: Contact | null): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { differing, legs } of contact?.segments ?? []) {
    for (const source of [...differing, ...legs.flatMap((leg) => leg.differing)]) {
      counts[source] = (counts[source] ?? 0) + 1;
    }
  }
  return counts;
}

function standingOf(contact: Contact | null, events: readonly { at: number }[]) {
  const waiting = (contact?.segments ?? [])
    .filter(({ outcome }) => outcome === 'waiting')
    .map(({ queue, channel, segmentId, offeredAt }) =>
      JSON.stringify([queue, channel, segmentId, offeredAt]),
    );
  const dues = (contact?.segments ?? [])
    .flatMap(({ dueAt, legs }) => [dueAt, ...legs.map((leg) => leg.dueAt)])
    .filter((at): at is number => at !== null);
  return {
    waiting,
    due: dues.length > 0 ? Math.min(...dues) : null,
    days: contact ? [...new Set(events.map(({ at }) => new Date(at).toISOString().slice(0, 10)))] : [],
  };
}

function indexChanges(
  id: string,
  before: ContactDoc,
  after: ContactDoc,
  contact: Contact | null,
): IndexChange[] {
  const changes: IndexChange[] = [];
  for (const member of before.waiting) {
    if (!after.waiting.includes(member)) changes.push({ index: 'waiting', member, remove: true });
  }
  for (const member of after.waiting) {
    // The entry time is the last part of the member, so a corrected one is another member.
    const score = (JSON.parse(member) as [string, string, string, number])[3];
    if (!before.waiting.includes(member)) changes.push({ index: 'waiting', member, score });
  }
  if (after.due !== before.due) {
    if (after.due === null) changes.push({ index: 'due', member: id, remove: true });
    else changes.push({ index: 'due', member: id, score: after.due });
  }
  for (const day of after.days) {
    if (!before.days.includes(day)) {
      changes.push({ index: `contacts:${day}`, member: id, score: contact?.startedAt ?? 0 });
    }
  }
  return changes;
}

type LegMarks = { agent: string; chunk: number; legId: string; marks: readonly BusyMark[] };

function legMarksOf(contact: Contact): LegMarks[] {
  return contact.segments.flatMap(({ legs }) =>
    legs
      .filter(({ agent }) => agent !== '')
      .flatMap((leg) =>
        [...marksOf(leg)].map(([chunk, marks]) => ({ agent: leg.agent, chunk, legId: leg.legId, marks })),
      ),
  );
}

function derive(
  contact: Contact | null,
  doc: ContactDoc,
  marks: readonly LegMarks[],
  version: number,
): Derived {
  if (!contact) return { visits: [], legs: [] };
  const visit = visitOf(contact, version);
  const gone = { contactId: contact.contactId, version, gone: true } as const;
  const present = new Set(marks.map(({ agent, chunk, legId }) => JSON.stringify([agent, chunk, legId])));
  // A leg that moved to other chunks must leave the ones it was in.
  const left = doc.agents
    .filter((place) => !present.has(JSON.stringify(place)))
    .map(([agent, chunk, legId]) => ({ agent, chunk, legId, version, marks: [] }));
  return {
    visits: doc.customers.map((customer) => ({
      customer,
      visit: customer === contact.customer ? visit : gone,
    })),
    legs: [...marks.map((mark) => ({ ...mark, version })), ...left],
  };
}

function union<T>(before: readonly T[], added: readonly T[]): readonly T[] {
  const known = new Set(before.map((item) => JSON.stringify(item)));
  const fresh = added.filter((item) => {
    const text = JSON.stringify(item);
    if (known.has(text)) return false;
    known.add(text);
    return true;
  });
  return fresh.length === 0 ? before : [...before, ...fresh];
}
