import { FloorlightError } from '#domain/errors.ts';
import { connectRunning, openRedis } from '../adapters/redis/open.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/event-source.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';

/**
 * Where commands work: on the Redis of the server that runs on this data directory, or, when none does, on one that is
 * started for the command alone. Refuses to work where nothing would be kept.
 */
export async function openCommandWorkplace(config: Config, log: Log): Promise<Workplace> {
  const running = await connectRunning(config);
  const own = running ? null : await openRedis(config, log);
  const clientOptions = running ?? own?.clientOptions ?? null;
  if (!clientOptions) {
    await own?.close();
    throw new FloorlightError('LEDGER_UNAVAILABLE', `${own?.notice?.text} To mend it: ${own?.notice?.mend}`);
  }
  const workplace = await openWorkplace({ config, clientOptions, clock: systemClock, log });
  return {
    ...workplace,
    async close() {
      await workplace.close();
      await own?.close();
    },
  };
}
