import { type Definitions, firstResponseTargetOf } from './definitions.ts';
import { compareEvents, type TicketEvent } from './event.ts';

/** A moment at which a ticket became resolved, and who did it. */
export type Resolution = {
  readonly at: number;
  readonly agent: string;
  /** When it was taken back; `null` while it stands. */
  readonly reopenedAt: number | null;
};

/** One case in a help desk as its events tell it so far. Times in ms since 1970 UTC. */
export type Ticket = {
  readonly ticketId: string;
  /** Where it is now; all that it counts stands there (H2). */
  readonly group: string;
  readonly channel: string;
  readonly team: string;
  readonly createdAt: number;
  /** Whoever worked on it last; empty when nobody did. */
  readonly agent: string;
  readonly isOpen: boolean;
  /** A removed ticket counts nowhere (H6). */
  readonly isRemoved: boolean;
  /** In order of time. All but the last were taken back. */
  readonly resolutions: readonly Resolution[];
  readonly firstResponse: { readonly at: number; readonly agent: string; readonly waitedMs: number } | null;
  /** Whether the first response came in time, at the moment that decided it; `null` while open or not judged. */
  readonly judged: { readonly hit: boolean; readonly at: number } | null;
  /** When the judgement falls if nothing happens before: the caller looks again then. */
  readonly dueAt: number | null;
};

type Life = Pick<Ticket, 'agent' | 'isOpen' | 'isRemoved' | 'resolutions' | 'firstResponse'> & {
  /** When the customer's wait for a response began; `null` while nobody waits for one. */
  readonly waitedFrom: number | null;
};

/** Reads the events of one ticket, given in any order (T1). At least one is needed. */
export function readTicket(events: readonly TicketEvent[], definitions: Definitions, now: number): Ticket {
  const ordered = [...events].sort(compareEvents);
  const first = ordered[0];
  if (!first) throw new Error('a ticket has at least one event');
  const lastOf = (field: 'group' | 'channel' | 'team') =>
    ordered.findLast(({ data }) => data[field] !== undefined)?.data[field] ?? '';
  const { waitedFrom, ...life } = walk(ordered);
  const group = lastOf('group');
  const targetMs = firstResponseTargetOf(definitions, group);
  return {
    ticketId: first.data.ticketId,
    group,
    channel: lastOf('channel'),
    team: lastOf('team'),
    createdAt: first.at, // H1: whatever comes first implies that it was created.
    ...life,
    ...judge(life, waitedFrom === null ? null : waitedFrom + targetMs, now),
  };
}

function walk(ordered: readonly TicketEvent[]): Life {
  const created = ordered.find(({ type }) => type === 'ticket.created');
  // H3: who writes first to a customer is not waited for.
  let waitedFrom = created?.data.by === 'agent' ? null : (ordered[0]?.at ?? null);
  let firstResponse: Ticket['firstResponse'] = null;
  let resolutions: readonly Resolution[] = [];
  let agent = '';
  let isOpen = true;
  let isRemoved = false;
  for (const { type, at, data } of ordered) {
    agent = data.agent ?? agent;
    switch (type) {
      case 'ticket.created':
      case 'ticket.assigned':
        break;
      case 'ticket.replied':
        if (data.by === 'customer') waitedFrom ??= at;
        else if (waitedFrom !== null && data.public !== false && data.bot !== true) {
          firstResponse ??= { at, agent, waitedMs: at - waitedFrom };
        }
        break;
      case 'ticket.resolved':
      case 'ticket.closed': // H4: what is closed without having been resolved is resolved then.
        if (isOpen) resolutions = [...resolutions, { at, agent, reopenedAt: null }];
        isOpen = false;
        break;
      case 'ticket.reopened':
        isRemoved = false;
        if (!isOpen) {
          resolutions = resolutions.map((one) =>
            one.reopenedAt === null ? { ...one, reopenedAt: at } : one,
          );
        }
        isOpen = true;
        break;
      case 'ticket.removed':
        isRemoved = true;
        break;
    }
  }
  return { agent, isOpen, isRemoved, resolutions, firstResponse, waitedFrom };
}

/** One judgement for each ticket, at its deciding moment (H7). */
function judge(
  { firstResponse, resolutions, isRemoved }: Omit<Life, 'waitedFrom'>,
  dueAt: number | null,
  now: number,
): Pick<Ticket, 'judged' | 'dueAt'> {
  if (dueAt === null || isRemoved) return { judged: null, dueAt: null };
  if (firstResponse && firstResponse.at <= dueAt) {
    return { judged: { hit: true, at: firstResponse.at }, dueAt: null };
  }
  const wasResolved = resolutions.some(
    ({ at, reopenedAt }) => at <= dueAt && (reopenedAt === null || reopenedAt > dueAt),
  );
  if (wasResolved) return { judged: null, dueAt: null };
  if (now > dueAt) return { judged: { hit: false, at: dueAt }, dueAt: null };
  return { judged: null, dueAt: dueAt + 1 };
}
