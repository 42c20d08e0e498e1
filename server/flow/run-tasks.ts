import { setImmediate as turn } from 'node:timers/promises';
import { chunkOf } from '#domain/agent.ts';
import type { Visit } from '#domain/customer.ts';
import type {
  AgentEvent,
  ContactEvent,
  CustomerEvent,
  Event,
  EventOf,
  SurveyEvent,
  TicketEvent,
} from '#domain/event.ts';
import type { Change, Ledger, Stored, SubjectKey } from '../ports/ledger.ts';
import type { Sites } from './sites.ts';
import { chunkKeyOf, directoryOf, type LegNews, updateAgent } from './subjects/agent.ts';
import { type Derived, type GoneVisit, updateContact } from './subjects/contact.ts';
import { updateCount } from './subjects/count.ts';
import { updateCustomer } from './subjects/customer.ts';
import { updateTicket } from './subjects/ticket.ts';

/** All that one subject is told at once. */
export type Task = {
  readonly key: SubjectKey;
  /** Own events with their place in the caller's list. */
  readonly events: { readonly event: Event; readonly index: number }[];
  readonly visits: (Visit | GoneVisit)[];
  readonly legs: LegNews[];
  /** Set when all of it is to be looked at again, though nothing new is told. */
  readonly whole: boolean;
};

export type Outcome = {
  readonly change: Change | null;
  readonly known: readonly boolean[];
  readonly derived?: Derived;
  readonly differing?: Readonly<Record<string, number>>;
};

type Done = (task: Task, outcome: Outcome) => void;
type Read = (key: SubjectKey) => Promise<Stored | null>;

const MOST_TRIES = 50;
/** So many subjects are read, decided and applied at once: while the ledger writes some, the next are decided. */
const PORTION = 64;

/** Takes tasks of different subjects into the ledger, again and again where another one was faster. */
export function createRunner(of: { ledger: Ledger; sites: Sites; now: () => number }) {
  const { ledger, sites, now } = of;

  return async function run(tasks: readonly Task[], done: Done): Promise<void> {
    const failures: unknown[] = [];
    const running: Promise<void>[] = [];
    for (let from = 0; from < tasks.length; from += PORTION) {
      // The commands of one portion leave before the next one is thought about.
      if (from > 0) await turn();
      const portion = runPortion(tasks.slice(from, from + PORTION), done);
      running.push(portion.catch((cause: unknown) => void failures.push(cause)));
    }
    await Promise.all(running);
    if (failures.length > 0) throw failures[0];
  };

  async function runPortion(tasks: readonly Task[], done: Done): Promise<void> {
    let open = tasks;
    for (let tries = 0; open.length > 0; tries += 1) {
      if (tries === MOST_TRIES) throw new Error(`gave up on ${open.length} timelines that kept changing`);
      open = await runOnce(open, done);
    }
  }

  /** Gives back the tasks whose timelines changed meanwhile. */
  async function runOnce(tasks: readonly Task[], done: Done): Promise<Task[]> {
    const reads = await prefetch(tasks);
    const outcomes = await Promise.all(tasks.map((task, index) => decide(task, reads[index]!)));
    const changes = outcomes.flatMap(({ change }) => (change ? [change] : []));
    const results = changes.length > 0 ? await ledger.apply(changes) : [];
    let place = 0;
    return tasks.filter((task, index) => {
      const outcome = outcomes[index]!;
      if (outcome.change && results[place++] === 'conflict') return true;
      done(task, outcome);
      return false;
    });
  }

  /** Reads in one go what the tasks surely need; what one needs beyond that is read when it asks. */
  async function prefetch(tasks: readonly Task[]): Promise<Read[]> {
    const keys = tasks.map(keysOf);
    const stored = await ledger.read(keys.flat());
    let place = 0;
    return keys.map((list) => {
      const found = new Map(list.map((key) => [partOf(key), stored[place++] ?? null]));
      return async (key) => {
        const present = found.get(partOf(key));
        return present === undefined ? ((await ledger.read([key]))[0] ?? null) : present;
      };
    });
  }

  async function decide(task: Task, read: Read): Promise<Outcome> {
    const site = sites(task.key.site);
    const incoming = task.events.map(({ event }) => event);
    // `subjectOf` sends to each kind of subject only the events of that kind.
    switch (task.key.kind) {
      case 'contact':
      case 'survey': {
        const events = incoming as (ContactEvent | SurveyEvent)[];
        return updateContact(task.key, await read(task.key), events, site, now());
      }
      case 'ticket': {
        const events = incoming as (TicketEvent | SurveyEvent)[];
        return updateTicket(task.key, await read(task.key), events, site, now());
      }
      case 'customer': {
        const events = incoming as (CustomerEvent | SurveyEvent)[];
        return updateCustomer(task.key, await read(task.key), events, task.visits, site);
      }
      case 'agent':
        return updateAgent(task.key, read, incoming as AgentEvent[], task.legs, site, task.whole);
      case 'count':
        return updateCount(task.key, await read(task.key), incoming as EventOf<'count.added'>[], site);
    }
  }
}

function keysOf({ key, events, legs }: Task): SubjectKey[] {
  if (key.kind !== 'agent') return [key];
  const chunks = new Set([
    ...events.map(({ event }) => chunkOf(event.at)),
    ...legs.map(({ chunk }) => chunk),
  ]);
  return [directoryOf(key), ...[...chunks].map((chunk) => chunkKeyOf(key, chunk))];
}

/** Timelines of one task differ in their part alone. */
const partOf = ({ part }: SubjectKey): string => part ?? '';

/** The task of a subject, which is made when there is none yet. */
export function taskFor(tasks: Map<string, Task>, key: SubjectKey, whole = false): Task {
  const name = `${key.site}\n${key.kind}\n${key.id}`;
  let task = tasks.get(name);
  if (!task) {
    task = { key, events: [], visits: [], legs: [], whole };
    tasks.set(name, task);
  }
  return task;
}
