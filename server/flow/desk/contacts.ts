import { type Contribution, type Facts, readCellKey } from '#domain/cells.ts';
import { type Contact, readContact } from '#domain/contact.ts';
import { FloorlightError } from '#domain/errors.ts';
import type { ContactEvent, Event } from '#domain/event.ts';
import type { SubjectKind } from '#domain/facts.ts';
import { isSummed, type Metric } from '#domain/metric.ts';
import { DAY_MS, SLOT_MS } from '#domain/time.ts';
import { visitOf } from '#domain/visits.ts';
import type { ContactRow, ContactsQuery, Page } from '../../ports/desk.ts';
import type { Ledger, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { matches, metricOf } from './metrics.ts';

const PAGE = 200;
/** What has no contacts behind it. */
const notOfContacts: ReadonlySet<SubjectKind> = new Set(['agent', 'count', 'customer', 'order']);
type Doc = {
  readonly events: readonly Event[];
  readonly applied: Contribution;
  readonly days: readonly string[];
};

const contactKey = (site: string, id: string): SubjectKey => ({ site, kind: 'contact', id });

/** The contacts behind a number: those that add to its numerator or denominator, in the order of their start. */
export async function queryContacts(
  ledger: Ledger,
  site: SiteSettings,
  query: ContactsQuery,
  now: number,
): Promise<Page<ContactRow>> {
  const metric = query.metric === undefined ? null : metricOf(query.metric, site);
  if (metric?.countedIn === 'ticket') {
    throw new FloorlightError(
      'QUERY_INVALID',
      `metric: ${metric.id} counts tickets; only contacts can be listed so far`,
      { details: { parameter: 'metric' } },
    );
  }
  if (metric && (!isSummed(metric) || notOfContacts.has(metric.countedIn))) {
    const text = `metric: ${metric.id} is not made of contacts, it counts in the unit "${metric.countedIn}"`;
    throw new FloorlightError('QUERY_INVALID', text, { details: { parameter: 'metric' } });
  }
  const days = utcDays(query.from, query.to);
  let { day, skip } = readCursor(query.cursor, days[0] ?? '');
  const rows: ContactRow[] = [];
  while (days.includes(day)) {
    const page = await ledger.list(query.site, `contacts:${day}`, { skip, limit: PAGE });
    const docs = await ledger.read(page.map(([id]) => contactKey(query.site, id)));
    for (const stored of docs) {
      skip += 1;
      // Written by the contact's own subject; see flow/subjects/contact.ts.
      const doc = stored?.doc as Doc | undefined;
      if (!doc || days.find((name) => doc.days.includes(name)) !== day) continue;
      const contact = readDoc(doc, site, now);
      if (!contact || !belongs(contact, doc, metric, query)) continue;
      rows.push(rowOf(contact));
      if (rows.length === query.limit) return { rows, cursor: writeCursor(day, skip) };
    }
    if (page.length === PAGE) continue;
    day = days[days.indexOf(day) + 1] ?? '';
    skip = 0;
  }
  return { rows, cursor: null };
}

/** One contact with the events that it was read from. */
export async function findContact(
  ledger: Ledger,
  site: SiteSettings,
  id: string,
  siteId: string,
  now: number,
) {
  const [stored] = await ledger.read([contactKey(siteId, id)]);
  const doc = stored?.doc as Doc | undefined;
  const contact = doc ? readDoc(doc, site, now) : null;
  return doc && contact ? { contact: rowOf(contact), events: doc.events } : null;
}

function readDoc(doc: Doc, site: SiteSettings, now: number): Contact | null {
  const events = doc.events.filter((event): event is ContactEvent => event.type.startsWith('contact.'));
  return events.length > 0 ? readContact(events, site.definitions, now) : null;
}

function belongs(contact: Contact, doc: Doc, metric: Metric | null, query: ContactsQuery): boolean {
  const from = Math.floor(query.from / SLOT_MS) * SLOT_MS;
  const to = Math.ceil(query.to / SLOT_MS) * SLOT_MS;
  const within = (at: number | null) => at !== null && at >= from && at < to;
  if (metric && isSummed(metric) && metric.countedIn === 'contact') {
    // These facts live in the customer's timeline; the contact's part in them follows from its visit.
    if (contact.customer === null) return false;
    const visit = visitOf(contact, 0);
    const counts = metric.facts.includes('handledContacts')
      ? visit.outcome === 'handled' && within(visit.endedAt)
      : within(visit.startedAt);
    return counts && matches({ ...visit, team: visit.team }, query.where);
  }
  const wanted = metric && isSummed(metric) ? metric.facts : null;
  return Object.entries(doc.applied).some(([key, facts]) => {
    const { slot, of } = readCellKey(key);
    return (
      within(slot) && matches(of, query.where) && (!wanted || wanted.some((fact) => hasFact(facts, fact)))
    );
  });
}

const hasFact = (facts: Facts, fact: keyof Facts): boolean => (facts[fact] ?? 0) !== 0;

function rowOf(contact: Contact): ContactRow {
  return {
    contactId: contact.contactId,
    startedAt: contact.startedAt,
    endedAt: contact.endedAt,
    customer: contact.customer,
    segments: contact.segments.map((segment) => ({
      segmentId: segment.segmentId,
      queue: segment.queue,
      channel: segment.channel,
      direction: segment.direction,
      team: segment.team,
      offeredAt: segment.offeredAt,
      outcome: segment.outcome,
      exitAt: segment.exitAt,
      waitMs: segment.waitMs,
      reason: segment.reason,
      legs: segment.legs.map((leg) => ({
        legId: leg.legId,
        agent: leg.agent,
        answeredAt: leg.answeredAt,
        endedAt: leg.endedAt,
        completedAt: leg.completedAt,
        talkMs: leg.talkMs,
        holdMs: leg.holdMs,
        wrapupMs: leg.wrapupMs,
        transferred: leg.transferred,
        unknown: leg.unknown,
        resolved: leg.resolved,
      })),
    })),
  };
}

function utcDays(from: number, to: number): string[] {
  const days: string[] = [];
  // A contact's facts may fall up to a threshold after its last event, so the day before is looked at as well.
  for (let at = Math.floor(from / DAY_MS) * DAY_MS - DAY_MS; at < to; at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

const writeCursor = (day: string, skip: number): string =>
  Buffer.from(`${day}|${skip}`).toString('base64url');

function readCursor(cursor: string | undefined, first: string): { day: string; skip: number } {
  if (cursor === undefined) return { day: first, skip: 0 };
  const match = /^(\d{4}-\d{2}-\d{2})\|(\d{1,9})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match?.[1] || !match[2]) {
    throw new FloorlightError('QUERY_INVALID', 'cursor: must be one that an earlier page gave', {
      details: { parameter: 'cursor' },
    });
  }
  return { day: match[1], skip: Number(match[2]) };
}
