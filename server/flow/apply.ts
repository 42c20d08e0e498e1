import type { Event } from '#domain/event.ts';
import type { Change, Ledger, Note, SubjectKey } from '../ports/ledger.ts';
import { createRunner, type Outcome, type Task, taskFor } from './run-tasks.ts';
import type { Sites } from './sites.ts';
import { dueSubject } from './subjects/ticket.ts';

/** Which timeline an event lives in first. A survey about a contact or ticket belongs to that one's story. */
export function subjectOf(event: Event): SubjectKey {
  const { site } = event;
  switch (event.type) {
    case 'agent.changed':
      return { site, kind: 'agent', id: event.data.agent };
    case 'survey.requested':
    case 'survey.answered':
      if (event.data.contactId !== undefined) return { site, kind: 'contact', id: event.data.contactId };
      if (event.data.ticketId !== undefined) return { site, kind: 'ticket', id: event.data.ticketId };
      return { site, kind: 'survey', id: event.data.surveyId };
    case 'customer.changed':
    case 'customer.churned':
    case 'customer.returned':
    case 'customer.ordered':
      return { site, kind: 'customer', id: event.data.customer };
    case 'ticket.created':
    case 'ticket.assigned':
    case 'ticket.replied':
    case 'ticket.resolved':
    case 'ticket.reopened':
    case 'ticket.closed':
    case 'ticket.removed':
      return { site, kind: 'ticket', id: event.data.ticketId };
    case 'count.added':
      return { site, kind: 'count', id: `${event.source}|${event.id}` };
    default:
      return { site, kind: 'contact', id: event.data.contactId };
  }
}

export type Apply = {
  /** Takes events into the ledger. Tells for each whether it was known already. All or an error: repeat is harmless. */
  events(events: readonly Event[]): Promise<boolean[]>;
  /** Looks at contacts and tickets again whose time has come: a threshold passed, an end is overdue. Returns how many. */
  ripen(site: string): Promise<number>;
  /** Looks at these timelines again and brings what they add to the sums up to the definitions in force. */
  again(subjects: readonly SubjectKey[]): Promise<void>;
};

/** The verb of the story: event to timelines, to contributions, to one change of the ledger for each subject. */
export function createApply({
  ledger,
  sites,
  now,
}: {
  ledger: Ledger;
  sites: Sites;
  now: () => number;
}): Apply {
  const run = createRunner({ ledger, sites, now });

  async function events(list: readonly Event[]): Promise<boolean[]> {
    const known: boolean[] = list.map(() => false);
    const first = new Map<string, Task>();
    const second = new Map<string, Task>();
    list.forEach((event, index) => {
      const key = subjectOf(event);
      const later = key.kind === 'agent' || key.kind === 'customer';
      taskFor(later ? second : first, key).events.push({ event, index });
      if (event.type.startsWith('survey.') && 'customer' in event.data && event.data.customer !== undefined) {
        const customer = { site: event.site, kind: 'customer', id: event.data.customer } as const;
        taskFor(second, customer).events.push({ event, index: -1 });
      }
    });
    await settle(first, second, known);
    return known;
  }

  /** Contacts first; what they tell their customers and agents is then taken in together with those' own events. */
  async function settle(
    first: Map<string, Task>,
    second: Map<string, Task>,
    known: boolean[],
  ): Promise<void> {
    const differing: Record<string, number> = {};
    const takenInto = (notes: Map<string, Draft>) => (task: Task, outcome: Outcome) => {
      task.events.forEach(({ index }, nth) => {
        if (index >= 0) known[index] = outcome.known[nth] ?? false;
      });
      if (outcome.change) collect(notes, outcome.change);
    };
    const publish = (notes: Map<string, Draft>) =>
      Promise.all([...notes].map(([site, draft]) => ledger.publish(noteOf(site, draft))));

    const ofContacts = new Map<string, Draft>();
    const taken = takenInto(ofContacts);
    await run([...first.values()], (task, outcome) => {
      taken(task, outcome);
      const { derived } = outcome;
      for (const [source, more] of Object.entries(outcome.differing ?? {})) {
        differing[source] = (differing[source] ?? 0) + more;
      }
      for (const { customer, visit } of derived?.visits ?? []) {
        taskFor(second, { site: task.key.site, kind: 'customer', id: customer }).visits.push(visit);
      }
      for (const { agent, ...news } of derived?.legs ?? []) {
        taskFor(second, { site: task.key.site, kind: 'agent', id: agent }).legs.push(news);
      }
    });
    // The queues are right from here on: walls need not wait for what customers and agents make of it.
    const published = publish(ofContacts);
    const ofOthers = new Map<string, Draft>();
    await Promise.all([published, run([...second.values()], takenInto(ofOthers))]);
    await Promise.all([
      publish(ofOthers),
      ...Object.entries(differing).map(([source, more]) =>
        ledger.tally(source, { 'note:duration-differs': more }),
      ),
    ]);
  }

  async function ripen(site: string): Promise<number> {
    const due = await ledger.list(site, 'due', { to: now(), limit: 500 });
    if (due.length === 0) return 0;
    const tasks = new Map<string, Task>();
    for (const [member] of due) taskFor(tasks, dueSubject(site, member));
    await settle(tasks, new Map(), []);
    return due.length;
  }

  async function again(subjects: readonly SubjectKey[]): Promise<void> {
    const first = new Map<string, Task>();
    const second = new Map<string, Task>();
    for (const key of subjects) {
      const later = key.kind === 'agent' || key.kind === 'customer';
      taskFor(later ? second : first, key, true);
    }
    await settle(first, second, []);
  }

  return { events, ripen, again };
}

type Draft = {
  groups: Map<string, Note['groups'][number]>;
  agents: Set<string>;
  customers: Set<string>;
  waiting: boolean;
};

function collect(notes: Map<string, Draft>, change: Change): void {
  const { site, kind, id } = change.subject;
  const draft = notes.get(site) ?? {
    groups: new Map(),
    agents: new Set(),
    customers: new Set(),
    waiting: false,
  };
  notes.set(site, draft);
  for (const { cube, group, day } of change.buckets)
    draft.groups.set(`${cube}${day}${group}`, [cube, group, day]);
  if (kind === 'agent' && change.tables.length > 0) draft.agents.add(id);
  if (kind === 'customer') draft.customers.add(id);
  if (change.indexes.some(({ index }) => index === 'waiting')) draft.waiting = true;
}

const noteOf = (site: string, { groups, agents, customers, waiting }: Draft): Note => ({
  site,
  groups: [...groups.values()],
  agents: [...agents],
  customers: [...customers],
  scored: [],
  waiting,
});
