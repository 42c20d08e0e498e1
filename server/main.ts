import { FloorlightError } from '#domain/errors.ts';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log.warn({}, warning);
  const running = await startServer(config, log);
  say('');
  say(`  Floorlight is at ${running.address}`);
  if (running.setupLink) say(`  Set the password first: ${running.setupLink}`);
  say(`  The wall for a TV: ${running.tvLink}`);
  if (running.notice) say(`  ${running.notice.text} To mend it: ${running.notice.mend}`);
  say('');
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    running.close().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'could not stop in good order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
} catch (error) {
  const known = error instanceof FloorlightError;
  process.stderr.write(
    `Floorlight cannot start. ${known ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
}
