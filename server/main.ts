import { FloorlightError } from '#domain/errors.ts';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { type Running, startServer } from './server.ts';

const PATIENCE_MS = 10_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

function greet({ address, setupLink, tvLink, notice }: Running): void {
  say('');
  say(`  Floorlight is at ${address}`);
  if (setupLink) say(`  Set the password first: ${setupLink}`);
  if (notice) say(`  ${notice.text} To mend it: ${notice.mend}`);
  say(`  The wall for a TV: ${tvLink}`);
  say('');
}

/** Stops in good order at the first signal, also while it is still starting; at the second one at once. */
function stopOnSignal(starting: Promise<Running>): void {
  let ending = false;
  const end = () => {
    if (ending) process.exit(1);
    ending = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    starting
      .then((running) => running.close())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

try {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log.warn({}, warning);
  const starting = startServer(config, log);
  stopOnSignal(starting);
  greet(await starting);
} catch (error) {
  const known = error instanceof FloorlightError;
  process.stderr.write(
    `Floorlight cannot start. ${known ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
}
