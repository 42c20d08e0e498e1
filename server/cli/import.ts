import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  defaultSource,
  type ImportSummary,
  importFiles,
} from '../adapters/sources/asterisk-queue-log/index.ts';
import { loadConfig } from '../config.ts';
import type { Intake } from '../ports/intake.ts';
import type { Store } from '../ports/store.ts';
import { type Command, commandGroup, type Io, UsageError } from './command.ts';
import { createProgress } from './import-progress.ts';
import { logOf } from './redis.ts';
import { openCommandWorkplace } from './workplace.ts';

/** What an import works with: where events go in, and where it remembers how far it came. */
export type ImportPlace = { readonly intake: Intake; readonly store: Store; close(): Promise<void> };

/** The command with a place of the caller's choice. */
export function createImportCommand({ open }: { open: (io: Io) => Promise<ImportPlace> }): Command {
  const asterisk: Command = {
    name: 'asterisk-queue-log',
    summary: 'read the queue_log of an Asterisk, rotated and packed files too',
    usage: `Usage: floorlight import asterisk-queue-log FILE... [--source NAME] [--site SITE] [--alias FROM=TO]

  FILE            a queue_log, or parts of one in any order; those that end in .gz are unpacked
  --source NAME   what its events name as their source; the default is "${defaultSource}",
                  as it is for FLOORLIGHT_ASTERISK_QUEUE_LOG, so that nothing counts twice
  --site SITE     the site they belong to; the default is main
  --alias FROM=TO the name of an agent that the log calls FROM, such as SIP/551=Anna; may be repeated

Running it again changes nothing. One that was cut short goes on where it was.`,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: {
          source: { type: 'string' },
          site: { type: 'string' },
          alias: { type: 'string', multiple: true },
        },
      });
      if (positionals.length === 0) throw new UsageError('the name of a file is missing');
      const source = values.source ?? defaultSource;
      if (!/^[\x21-\x7e]{1,256}$/.test(source)) {
        throw new UsageError(`--source must be 1 to 256 characters without spaces, got "${source}"`);
      }
      if (values.site !== undefined && !/^[a-z0-9][a-z0-9-]{0,31}$/.test(values.site)) {
        throw new UsageError(`--site must be 1 to 32 of a-z 0-9 -, got "${values.site}"`);
      }
      const files = positionals.map((file) => resolve(io.cwd, file));
      const site = values.site === undefined ? {} : { site: values.site };
      return runImport(files, { source, ...site, aliases: aliasesOf(values.alias ?? []) }, io, open);
    },
  };
  return commandGroup('import', 'hand in history from files of other systems', [asterisk]);
}

export const importCommand = createImportCommand({
  open: (io) => openCommandWorkplace(loadConfig(io.environment), logOf(io)),
});

async function runImport(
  files: readonly string[],
  settings: Parameters<typeof importFiles>[2],
  io: Io,
  open: (io: Io) => Promise<ImportPlace>,
): Promise<number> {
  const place = await open(io);
  const progress = createProgress(io);
  try {
    const { intake, store } = place;
    const context = { intake, store, progress: progress.show, signal: io.signal };
    const outcome = await importFiles(files, context, settings);
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

function summaryOf({ files, lines, events, resumed, verdicts, notes }: ImportSummary): string[] {
  const counted = (counts: Readonly<Record<string, number | undefined>>) =>
    Object.entries(counts)
      .filter(([, count]) => count)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  return [
    `${files} files, ${lines} lines, ${events} events`,
    ...(resumed > 0 ? [`handed over by an earlier run: ${resumed}`] : []),
    `verdicts: ${counted(verdicts) || 'none'}`,
    `notes: ${counted(notes) || 'none'}`,
  ];
}

function aliasesOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.lastIndexOf('=');
      const [from, to] = [pair.slice(0, at), pair.slice(at + 1)];
      if (at < 1 || to === '') throw new UsageError(`--alias must be FROM=TO, got "${pair}"`);
      return [from, to];
    }),
  );
}
