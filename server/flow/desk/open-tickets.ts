import { backlogFigures, type OpenTicket, readOpenTicket } from '#domain/backlog.ts';
import type { Dimensions } from '#domain/cells.ts';
import type { Figure } from '#domain/figure.ts';
import type { Dimension, Metric } from '#domain/metric.ts';
import { isSummed } from '#domain/metric.ts';
import type { MetricsQuery } from '../../ports/desk.ts';
import type { Ledger } from '../../ports/ledger.ts';

/** The figures of open tickets by the name of their group; what is true now is told for no interval of the past. */
export async function readOpenTickets(
  ledger: Ledger,
  query: MetricsQuery,
  metrics: readonly Metric[],
  nameOf: (of: Dimensions) => string,
): Promise<{
  groups: ReadonlyMap<string, Dimensions>;
  figures: (name: string, now: number) => Record<string, Figure>;
}> {
  const isAsked = metrics.some((metric) => metric.countedIn === 'ticket' && !isSummed(metric));
  const byName = new Map<string, OpenTicket[]>();
  const members = isAsked && !query.interval ? await ledger.list(query.site, 'tickets') : [];
  for (const ticket of members.map(readOpenTicket)) {
    const isWanted = Object.entries(query.where).every(
      ([dimension, value]) => ticket.of[dimension as Dimension] === value,
    );
    if (!isWanted) continue;
    const name = nameOf(ticket.of);
    const list = byName.get(name);
    if (list) list.push(ticket);
    else byName.set(name, [ticket]);
  }
  return {
    groups: new Map([...byName].map(([name, [first]]) => [name, first!.of])),
    figures: (name, now) => backlogFigures(byName.get(name) ?? [], now),
  };
}
