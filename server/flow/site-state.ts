import { type OpenTicket, readOpenTicket } from '#domain/backlog.ts';
import type { AgentsByState, Waiting } from '#domain/board.ts';
import type { Facts } from '#domain/cells.ts';
import { readGroupKey } from '#domain/cells.ts';
import { AgentState } from '#domain/event-data.ts';
import { periodOf } from '#domain/period.ts';
import { addSums, foldGroups } from '#domain/sums.ts';
import { dayOf, type LocalDay } from '#domain/time.ts';
import type { Ledger, Note } from '../ports/ledger.ts';
import { readOpening } from './opening.ts';
import type { Sites } from './sites.ts';
import type { AgentNow } from './subjects/agent.ts';

/** The step of the trends that boards show. */
export const TREND_MS = 15 * 60_000;

/**
 * What a node holds of one site's present: the day's sums, what waits and who works. It is a copy: notes say what to
 * read again, and reading everything again (`reload`) heals whatever a lost note left behind.
 */
export function createSiteState({
  site,
  ledger,
  sites,
  now,
}: {
  site: string;
  ledger: Ledger;
  sites: Sites;
  now: () => number;
}) {
  const { timeZone, metrics: own = [], value } = sites(site);
  let day: LocalDay = dayOf(timeZone, now());
  let sums: Record<'queue' | 'agent', Map<string, Facts>> = { queue: new Map(), agent: new Map() };
  let trend = new Map<number, Facts>();
  let waiting: readonly (readonly [queue: string, offeredAt: number])[] = [];
  let agents = new Map<string, AgentNow>();
  let tickets: readonly OpenTicket[] = [];
  let byGroup = new Map<string, OpenTicket[]>();
  let opening: Facts = {};
  let stale = {
    all: true,
    waiting: true,
    tickets: true,
    opening: true,
    trend: true,
    groups: new Set<string>(),
    agents: new Set<string>(),
  };

  /** Marks what a note says has changed. */
  function hear(note: Note): void {
    if (note.waiting) stale.waiting = true;
    for (const [cube, group, of] of note.groups) {
      // Every contact has a direction: what has none may be a ticket, and one of any day may still be open.
      if (cube === 'queue' && readGroupKey(group).direction === '') stale.tickets = true;
      if (cube === 'opening') stale.opening = true;
      if (of !== day.name) continue;
      stale.groups.add(`${cube}\n${group}`);
      if (cube === 'queue') stale.trend = true;
    }
    for (const agent of note.agents) stale.agents.add(agent);
  }

  /** Reads again whatever is marked. A failure leaves the marks, so the next try reads the same. */
  async function refresh(): Promise<void> {
    if (now() >= day.endsAt || now() < day.startedAt) {
      day = dayOf(timeZone, now());
      stale.all = true;
      stale.trend = true;
    }
    const work = stale;
    stale = {
      all: false,
      waiting: false,
      tickets: false,
      opening: false,
      trend: work.trend,
      groups: new Set(),
      agents: new Set(),
    };
    try {
      if (work.all) await readAll();
      else
        await Promise.all([
          readGroups(work.groups),
          readAgents(work.agents),
          work.waiting && readWaiting(),
          work.tickets && readTickets(),
          work.opening && readPast(),
        ]);
    } catch (cause) {
      for (const group of work.groups) stale.groups.add(group);
      for (const agent of work.agents) stale.agents.add(agent);
      stale.all ||= work.all;
      stale.waiting ||= work.waiting;
      stale.tickets ||= work.tickets;
      stale.opening ||= work.opening;
      throw cause;
    }
  }

  async function readAll(): Promise<void> {
    const [queue, agent] = await Promise.all([
      ledger.day(site, 'queue', day.name),
      ledger.day(site, 'agent', day.name),
      readWaiting(),
      readTickets(),
      readPast(),
    ]);
    sums = { queue: new Map(queue), agent: new Map(agent) };
    agents = new Map(
      [...(await ledger.table(site, 'agents'))].map(([id, row]) => [id, JSON.parse(row) as AgentNow]),
    );
    await readTrend();
  }

  async function readGroups(names: ReadonlySet<string>): Promise<void> {
    await Promise.all(
      (['queue', 'agent'] as const).map(async (cube) => {
        const groups = [...names]
          .filter((name) => name.startsWith(`${cube}\n`))
          .map((name) => name.slice(cube.length + 1));
        if (groups.length === 0) return;
        for (const [group, facts] of await ledger.day(site, cube, day.name, groups))
          sums[cube].set(group, facts);
      }),
    );
  }

  async function readAgents(names: ReadonlySet<string>): Promise<void> {
    const list = [...names];
    const rows = await ledger.fields(site, 'agents', list);
    list.forEach((id, index) => {
      const row = rows[index];
      if (row) agents.set(id, JSON.parse(row) as AgentNow);
    });
  }

  /** What customers came to before the day began. */
  async function readPast(): Promise<void> {
    opening = await readOpening(ledger, { site, timeZone, before: day.startedAt });
  }

  async function readWaiting(): Promise<void> {
    const members = await ledger.list(site, 'waiting');
    waiting = members.map(([member, offeredAt]) => [(JSON.parse(member) as [string])[0], offeredAt]);
  }

  async function readTickets(): Promise<void> {
    tickets = (await ledger.list(site, 'tickets')).map(readOpenTicket);
    byGroup = new Map();
    for (const ticket of tickets) {
      const list = byGroup.get(ticket.of.queue);
      if (list) list.push(ticket);
      else byGroup.set(ticket.of.queue, [ticket]);
    }
  }

  /** The day's sums of all queues by slot. Heavier than the rest, so the caller decides how often. */
  async function readTrend(): Promise<void> {
    if (!stale.trend) return;
    stale.trend = false;
    const slots = await ledger.slots(site, 'queue', day.name, [...sums.queue.keys()]);
    const next = new Map<number, Facts>();
    for (const bySlot of slots.values()) {
      for (const [slot, facts] of bySlot) {
        const start = day.startedAt + Math.floor((slot - day.startedAt) / TREND_MS) * TREND_MS;
        const into = next.get(start) ?? {};
        addSums(into, facts);
        next.set(start, into);
      }
    }
    trend = next;
  }

  return {
    site,
    hear,
    refresh,
    readTrend,
    reload() {
      stale.all = true;
      stale.trend = true;
      return refresh();
    },
    day: () => day,
    timeZone,
    opening: (): Facts => opening,
    /** The day so far, as long as it is. */
    period: () => periodOf(day.startedAt, Math.max(day.startedAt + 1, now()), value),
    /** Metrics that the site defines itself. */
    own,
    total: (): Facts => foldGroups(sums.queue, () => '').get('') ?? {},
    byQueue: () => foldGroups(sums.queue, ({ queue }) => queue),
    byAgent: () => foldGroups(sums.agent, ({ agent }) => agent),
    agentTotal: (): Facts => foldGroups(sums.agent, () => '').get('') ?? {},
    trend: () => trend,
    agents: (): ReadonlyMap<string, AgentNow> => agents,
    waiting: (queue?: string): Waiting => waitingOf(waiting, queue),
    queuesWaiting: () => new Set(waiting.map(([queue]) => queue)),
    openTickets: (group?: string): readonly OpenTicket[] =>
      group === undefined ? tickets : (byGroup.get(group) ?? []),
    groupsOpen: () => byGroup.keys(),
    agentsByState: (queue?: string): AgentsByState => countStates(agents.values(), queue),
    teamOf: (agent: string): string | null =>
      agents.get(agent)?.team ??
      [...sums.agent.keys()].map(readGroupKey).find((of) => of.agent === agent)?.team ??
      null,
  };
}
export type SiteState = ReturnType<typeof createSiteState>;

function waitingOf(all: readonly (readonly [string, number])[], queue?: string): Waiting {
  const mine = queue === undefined ? all : all.filter(([name]) => name === queue);
  // The list is sorted by entry, so the first is the oldest.
  return { waiting: mine.length, oldestOfferedAt: mine[0]?.[1] ?? null };
}

function countStates(agents: Iterable<AgentNow>, queue?: string): AgentsByState {
  const counts = Object.fromEntries(AgentState.options.map((state) => [state, 0])) as Record<
    AgentState,
    number
  >;
  for (const { state, queues } of agents) {
    if (state !== null && (queue === undefined || queues.includes(queue))) counts[state] += 1;
  }
  return counts;
}
