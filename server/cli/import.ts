import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultSource, importFiles } from '../adapters/sources/asterisk-queue-log/index.ts';
import { loadConfig } from '../config.ts';
import { type Command, commandGroup, UsageError } from './command.ts';
import { type OpenImportPlace, runImport, siteOf } from './import-run.ts';
import { createTableImports } from './import-table.ts';
import { logOf } from './redis.ts';
import { openCommandWorkplace } from './workplace.ts';

/** The command with a place of the caller's choice. */
export function createImportCommand({ open }: { open: OpenImportPlace }): Command {
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
      const files = positionals.map((file) => resolve(io.cwd, file));
      const settings = { source, ...siteOf(values.site), aliases: aliasesOf(values.alias ?? []) };
      return runImport(io, open, (context) => importFiles(files, context, settings));
    },
  };
  return commandGroup('import', 'hand in history from files of other systems', [
    asterisk,
    ...createTableImports({ open }),
  ]);
}

export const importCommand = createImportCommand({
  open: (io) => openCommandWorkplace(loadConfig(io.environment), logOf(io)),
});

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
