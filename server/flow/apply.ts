import { chunkOf } from '#domain/agent.ts';
import type { Visit } from '#domain/customer.ts';
import type { AgentEvent, ContactEvent, CustomerEvent, Event, SurveyEvent } from '#domain/event.ts';
import type { Change, Ledger, Note, Stored, SubjectKey } from '../ports/ledger.ts';
import type { Sites } from './sites.ts';
import { chunkKeyOf, directoryOf, type LegNews, updateAgent } from './subjects/agent.ts';
import { type Derived, type GoneVisit, updateContact } from './subjects/contact.ts';
import { updateCustomer } from './subjects/customer.ts';
import { updateSingle } from './subjects/single.ts';

/** Which timeline an event lives in first. A survey about a contact belongs to that contact's story. */
export function subjectOf(event: Event): SubjectKey {
  const { site } = event;
  switch (event.type) {
    case 'agent.changed':
      return { site, kind: 'agent', id: event.data.agent };
    case 'survey.requested':
    case 'survey.answered':
      return event.data.contactId === undefined
        ? { site, kind: 'survey', id: event.data.surveyId }
        : { site, kind: 'contact', id: event.data.contactId };
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

/** All that one subject is told at once. */
type Task = {
  readonly key: SubjectKey;
  /** Own events with their place in the caller's list. */
  readonly events: { readonly event: Event; readonly index: number }[];
  readonly visits: (Visit | GoneVisit)[];
  readonly legs: LegNews[];
};

type Outcome = {
  readonly change: Change | null;
  readonly known: readonly boolean[];
  readonly derived?: Derived;
  readonly differing?: Readonly<Record<string, number>>;
};

export type Apply = {
  /** Takes events into the ledger. Tells for each whether it was known already. All or an error: repeat is harmless. */
  events(events: readonly Event[]): Promise<boolean[]>;
  /** Looks at contacts again whose time has come: a threshold passed, an end is overdue. Returns how many. */
  ripen(site: string): Promise<number>;
};

const MOST_TRIES = 50;

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
    const notes = new Map<string, Draft>();
    const differing: Record<string, number> = {};
    await run([...first.values()], known, notes, (task, { derived, ...outcome }) => {
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
    await run([...second.values()], known, notes, () => {});
    await Promise.all([
      ...[...notes].map(([site, draft]) => ledger.publish(noteOf(site, draft))),
      ...Object.entries(differing).map(([source, more]) =>
        ledger.tally(source, { 'note:duration-differs': more }),
      ),
    ]);
  }

  async function run(
    tasks: Task[],
    known: boolean[],
    notes: Map<string, Draft>,
    done: (task: Task, outcome: Outcome) => void,
  ): Promise<void> {
    let open = tasks;
    for (let tries = 0; open.length > 0; tries += 1) {
      if (tries === MOST_TRIES) throw new Error(`gave up on ${open.length} timelines that kept changing`);
      const read = await prefetch(open);
      const outcomes = await Promise.all(open.map((task) => decide(task, read)));
      const changes = outcomes.flatMap(({ change }) => (change ? [change] : []));
      const results = changes.length > 0 ? await ledger.apply(changes) : [];
      let place = 0;
      const again: Task[] = [];
      open.forEach((task, index) => {
        const outcome = outcomes[index]!;
        const result = outcome.change ? results[place++] : 'applied';
        if (result === 'conflict') {
          again.push(task);
          return;
        }
        task.events.forEach((entry, nth) => {
          if (entry.index >= 0) known[entry.index] = outcome.known[nth] ?? false;
        });
        if (outcome.change) collect(notes, outcome.change);
        done(task, outcome);
      });
      open = again;
    }
  }

  /** Reads in one go what the tasks surely need; what one needs beyond that is read when it asks. */
  async function prefetch(tasks: readonly Task[]): Promise<(key: SubjectKey) => Promise<Stored | null>> {
    const keys = tasks.flatMap((task) => {
      if (task.key.kind !== 'agent') return [task.key];
      const chunks = new Set([
        ...task.events.map(({ event }) => chunkOf(event.at)),
        ...task.legs.map(({ chunk }) => chunk),
      ]);
      return [directoryOf(task.key), ...[...chunks].map((chunk) => chunkKeyOf(task.key, chunk))];
    });
    const stored = await ledger.read(keys);
    const found = new Map(keys.map((key, index) => [nameOf(key), stored[index] ?? null]));
    return async (key) => {
      const present = found.get(nameOf(key));
      return present === undefined ? ((await ledger.read([key]))[0] ?? null) : present;
    };
  }

  async function decide(task: Task, read: (key: SubjectKey) => Promise<Stored | null>): Promise<Outcome> {
    const site = sites(task.key.site);
    const incoming = task.events.map(({ event }) => event);
    // `subjectOf` sends to each kind of subject only the events of that kind.
    switch (task.key.kind) {
      case 'contact':
      case 'survey': {
        const events = incoming as (ContactEvent | SurveyEvent)[];
        return updateContact(task.key, await read(task.key), events, site, now());
      }
      case 'customer': {
        const events = incoming as (CustomerEvent | SurveyEvent)[];
        return updateCustomer(task.key, await read(task.key), events, task.visits, site);
      }
      case 'agent':
        return updateAgent(task.key, read, incoming as AgentEvent[], task.legs, site);
      default:
        return updateSingle(task.key, await read(task.key), incoming);
    }
  }

  async function ripen(site: string): Promise<number> {
    const due = await ledger.list(site, 'due', { to: now(), limit: 500 });
    if (due.length === 0) return 0;
    const tasks = new Map<string, Task>();
    for (const [id] of due) taskFor(tasks, { site, kind: 'contact', id });
    await settle(tasks, new Map(), []);
    return due.length;
  }

  return { events, ripen };
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

function taskFor(tasks: Map<string, Task>, key: SubjectKey): Task {
  const name = nameOf(key);
  let task = tasks.get(name);
  if (!task) {
    task = { key, events: [], visits: [], legs: [] };
    tasks.set(name, task);
  }
  return task;
}

const nameOf = ({ site, kind, id, part }: SubjectKey): string => `${site}\n${kind}\n${id}\n${part ?? ''}`;
