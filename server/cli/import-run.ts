import type { ImportContext, ImportSummary } from '../adapters/sources/asterisk-queue-log/index.ts';
import type { RowImportSummary } from '../adapters/sources/table/index.ts';
import type { Intake } from '../ports/intake.ts';
import type { Store } from '../ports/store.ts';
import { type Io, UsageError } from './command.ts';
import { createProgress } from './import-progress.ts';

/** What an import works with: where events go in, and where it remembers how far it came. */
export type ImportPlace = { readonly intake: Intake; readonly store: Store; close(): Promise<void> };
export type OpenImportPlace = (io: Io) => Promise<ImportPlace>;

type Summary = ImportSummary | RowImportSummary;
type Outcome =
  | { readonly done: Summary }
  | { readonly unreadable: string; readonly reason: string }
  | { readonly stoppedAt: number };

/** Runs an import at a place of the caller's choice, tells how far it is and what came of it; gives the exit code. */
export async function runImport(
  io: Io,
  open: OpenImportPlace,
  work: (context: ImportContext) => Promise<Outcome>,
): Promise<number> {
  const place = await open(io);
  const progress = createProgress(io);
  try {
    const { intake, store } = place;
    const outcome = await work({ intake, store, progress: progress.show, signal: io.signal });
    progress.end();
    if ('unreadable' in outcome) {
      io.say(`floorlight: cannot read ${outcome.unreadable}: ${outcome.reason}`);
      return 2;
    }
    if ('stoppedAt' in outcome) {
      io.say(`Stopped after ${outcome.stoppedAt} events. Run the same command again to go on from there.`);
      return 1;
    }
    for (const line of summaryOf(outcome.done)) io.out(line);
    return 0;
  } finally {
    progress.end();
    await place.close();
  }
}

/** The site as settings want it; throws when it cannot be the name of one. */
export function siteOf(site: string | undefined): { readonly site?: string } {
  if (site === undefined) return {};
  if (!/^[a-z0-9][a-z0-9-]{0,31}$/.test(site)) {
    throw new UsageError(`--site must be 1 to 32 of a-z 0-9 -, got "${site}"`);
  }
  return { site };
}

function summaryOf(summary: Summary): string[] {
  const { files, lines, events, resumed, verdicts, notes } = summary;
  const counted = (counts: Readonly<Record<string, number | undefined>>) =>
    Object.entries(counts)
      .filter(([, count]) => count)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  return [
    `${files} files, ${lines} lines, ${events} events`,
    ...(resumed > 0 ? [`handed over by an earlier run: ${resumed}`] : []),
    ...('leftOut' in summary && summary.leftOut > 0 ? [`left out by the mapping: ${summary.leftOut}`] : []),
    `verdicts: ${counted(verdicts) || 'none'}`,
    `notes: ${counted(notes) || 'none'}`,
    ...('misfits' in summary ? summary.misfits : []).map(
      ({ column, rule, count, file, line }) => `  ${column} ${rule}: ${count}, first at ${file}:${line}`,
    ),
  ];
}
