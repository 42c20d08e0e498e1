import type { Dimensions } from './cells.ts';
import type { Figure } from './figure.ts';
import { emptyFigure } from './figure.ts';

/** A ticket that is open now, as the index of the ledger names it. */
export type OpenTicket = { readonly of: Dimensions; readonly createdAt: number };

export function readOpenTicket([member, createdAt]: readonly [string, number]): OpenTicket {
  // Written by the ticket's own subject; see flow/subjects/ticket.ts.
  const [queue, channel, team] = JSON.parse(member) as [string, string, string, string];
  return { of: { queue, channel, direction: '', team, agent: '' }, createdAt };
}

/** The figures of `backlogAge` and `oldestTicket` at a moment; a clock that is behind makes no ticket younger than 0. */
export function backlogFigures(tickets: readonly OpenTicket[], now: number): Record<string, Figure> {
  if (tickets.length === 0) return { backlogAge: emptyFigure, oldestTicket: emptyFigure };
  const ages = tickets.map(({ createdAt }) => Math.max(0, now - createdAt));
  const n = ages.length;
  const total = ages.reduce((sum, age) => sum + age, 0);
  const oldest = ages.reduce((most, age) => Math.max(most, age), 0);
  return {
    backlogAge: { value: total / n, numerator: total, denominator: n, n, provisional: false },
    oldestTicket: { value: oldest, numerator: oldest, denominator: null, n, provisional: false },
  };
}
