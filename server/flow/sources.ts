import type { SourceOnBoard } from '#domain/board.ts';
import { healthOf } from '#domain/source.ts';
import type { SourceReport } from '../ports/desk.ts';
import { verdicts } from '../ports/intake.ts';
import type { Ledger } from '../ports/ledger.ts';

/** What every source (or those of one site) did, from the ledger's tallies. */
export async function reportSources(ledger: Ledger, now: number, site?: string): Promise<SourceReport[]> {
  const reports: SourceReport[] = [];
  for (const [source, row] of await ledger.tallies()) {
    if (site !== undefined && row.site !== undefined && row.site !== site) continue;
    const number = (key: string) => Number(row[key] ?? 0);
    const lastEventAt = number('lastEventAt');
    const lastReceivedAt = number('lastReceivedAt');
    const lagMs = number('lagMs');
    const kinds = Object.keys(row)
      .filter((key) => key.startsWith('note:'))
      .map((key) => key.slice('note:'.length));
    reports.push({
      ...healthOf({ source, lastEventAt, lastReceivedAt, lagMs }, now),
      site: row.site ?? null,
      lagMs,
      // Every verdict is in the list of verdicts.
      counts: Object.fromEntries(
        verdicts.map((verdict) => [verdict, number(`verdict:${verdict}`)]),
      ) as SourceReport['counts'],
      unknownEvents: number('note:unknown-event'),
      notes: kinds.map((kind) => ({
        kind,
        count: number(`note:${kind}`),
        example: row[`example:${kind}`] ?? null,
      })),
    });
  }
  return reports.sort((a, b) => (a.source < b.source ? -1 : 1));
}

export const onBoard = ({ source, lastEventAt, lastReceivedAt, silent }: SourceReport): SourceOnBoard => ({
  source,
  lastEventAt,
  lastReceivedAt,
  silent,
});
