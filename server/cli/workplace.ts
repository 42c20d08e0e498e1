import type { Config } from '../config.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/event-source.ts';
import { openWorkplace, type Workplace } from '../workplace.ts';
import { openCommandRedis } from './redis.ts';

/** Where commands that bring or check events work: the ledger on the Redis of `openCommandRedis`. */
export async function openCommandWorkplace(config: Config, log: Log): Promise<Workplace> {
  const redis = await openCommandRedis(config, log);
  const workplace = await openWorkplace({
    config,
    clientOptions: redis.clientOptions,
    clock: systemClock,
    log,
  });
  return {
    ...workplace,
    async close() {
      await workplace.close();
      await redis.close();
    },
  };
}
