import { bucketsOf, type Contribution, difference } from '#domain/cells.ts';
import type { SurveyEvent, TicketEvent } from '#domain/event.ts';
import { addSurveys, homeInContact } from '#domain/survey-facts.ts';
import { readTicket, type Ticket } from '#domain/ticket.ts';
import { addTicket, homeInTicket } from '#domain/ticket-facts.ts';
import type { Change, IndexChange, Stored, SubjectKey } from '../../ports/ledger.ts';
import type { SiteSettings } from '../sites.ts';
import { include } from '../timeline.ts';

/** What the ledger keeps of a ticket and the surveys about it. */
type TicketDoc = {
  readonly events: readonly (TicketEvent | SurveyEvent)[];
  readonly applied: Contribution;
  /** What of it stands in the indexes. */
  readonly open: { readonly member: string; readonly createdAt: number } | null;
  readonly due: number | null;
};

const emptyDoc: TicketDoc = { events: [], applied: {}, open: null, due: null };

const DUE = 'ticket ';
/** Whom a member of the index `due` names. An id of a contact never holds a space. */
export const dueSubject = (site: string, member: string): SubjectKey =>
  member.startsWith(DUE)
    ? { site, kind: 'ticket', id: member.slice(DUE.length) }
    : { site, kind: 'contact', id: member };

/** Takes new events (or none, to look again at `now`) into a ticket's timeline. */
export function updateTicket(
  key: SubjectKey,
  stored: Stored | null,
  incoming: readonly (TicketEvent | SurveyEvent)[],
  site: SiteSettings,
  now: number,
): { change: Change | null; known: readonly boolean[] } {
  // Written by this function; before tickets counted, with nothing but the events.
  const before: TicketDoc = { ...emptyDoc, ...(stored?.doc as Partial<TicketDoc> | undefined) };
  const { events, known, added } = include(before.events, incoming);
  const ticketEvents = events.filter((event): event is TicketEvent => event.type.startsWith('ticket.'));
  const ticket = ticketEvents.length > 0 ? readTicket(ticketEvents, site.definitions, now) : null;
  const applied: Contribution = {};
  if (ticket) addTicket(applied, ticket);
  addSurveys(
    applied,
    events.filter((event): event is SurveyEvent => event.type.startsWith('survey.')),
    ticket ? homeInTicket(ticket) : homeInContact(null),
  );
  const doc: TicketDoc = { events, applied, open: openOf(ticket), due: ticket?.dueAt ?? null };
  const delta = difference(applied, before.applied);
  const changes = added.length > 0 || Object.keys(delta).length > 0 || before.due !== doc.due;
  if (!changes) return { change: null, known };
  return {
    known,
    change: {
      subject: key,
      docs: [{ key, expected: stored?.version ?? 0, doc }],
      checks: [],
      buckets: bucketsOf(delta, site.timeZone),
      indexes: [...openChanges(before.open, doc.open), ...dueChanges(key.id, before.due, doc.due)],
      tables: [],
      stream: added.map((event) => JSON.stringify(event)),
    },
  };
}

function openOf(ticket: Ticket | null): TicketDoc['open'] {
  if (!ticket?.isOpen || ticket.isRemoved) return null;
  const { group, channel, team, ticketId, createdAt } = ticket;
  return { member: JSON.stringify([group, channel, team, ticketId]), createdAt };
}

function openChanges(before: TicketDoc['open'], after: TicketDoc['open']): IndexChange[] {
  const changes: IndexChange[] = [];
  if (before && before.member !== after?.member) {
    changes.push({ index: 'tickets', member: before.member, remove: true });
  }
  if (after && (before?.member !== after.member || before.createdAt !== after.createdAt)) {
    changes.push({ index: 'tickets', member: after.member, score: after.createdAt });
  }
  return changes;
}

function dueChanges(id: string, before: number | null, after: number | null): IndexChange[] {
  if (before === after) return [];
  const member = `${DUE}${id}`;
  return [after === null ? { index: 'due', member, remove: true } : { index: 'due', member, score: after }];
}
