import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FloorlightError } from '#domain/errors.ts';
import { checkout } from '../config.ts';
import { commandGroup, type Io, runCommand } from './command.ts';
import { commands } from './commands.ts';

/** Runs one command line and resolves to its exit code. */
export async function main(args: string[], io: Io = terminal()): Promise<number> {
  if (args[0] === '--version') {
    io.out(JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).version);
    return 0;
  }
  const root = commandGroup('', 'a real-time contact-centre wallboard', commands);
  try {
    return await runCommand(root, args, io);
  } catch (error) {
    // What was foreseen is told in its own words; anything else is a fault of ours and shows where.
    io.say(
      `floorlight: ${error instanceof FloorlightError ? error.message : String((error as Error)?.stack ?? error)}`,
    );
    return 1;
  }
}

function terminal(): Io {
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  // A reader that went away, such as "| head", has seen enough.
  process.stdout.on('error', () => process.exit(0));
  return {
    out: (line) => process.stdout.write(`${line}\n`),
    say: (line) => process.stderr.write(`${line}\n`),
    isTerminal: process.stderr.isTTY === true,
    environment: process.env,
    cwd: process.cwd(),
    signal: abort.signal,
  };
}
