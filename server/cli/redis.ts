import { createClient } from 'redis';
import { FloorlightError } from '#domain/errors.ts';
import { type ClientOptions, connectRunning, openRedis } from '../adapters/redis/open.ts';
import { createRedisStore } from '../adapters/store/redis.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/event-source.ts';
import type { Store } from '../ports/store.ts';
import type { Io } from './command.ts';

/**
 * The Redis that a command works with: that of the Floorlight that runs on its data directory, or, when none runs, one
 * that the command owns until `close`. Never a memory that forgets: what a command does must last.
 */
export async function openCommandRedis(
  config: Config,
  log: Log,
): Promise<{ readonly clientOptions: ClientOptions; close(): Promise<void> }> {
  const running = await connectRunning(config);
  if (running !== null) return { clientOptions: running, close: async () => {} };
  const opened = await openRedis(config, log);
  if (opened.clientOptions !== null) return opened;
  await opened.close();
  throw new FloorlightError('LEDGER_UNAVAILABLE', `${opened.notice.text} To mend it: ${opened.notice.mend}`);
}

/** Gives a command the store. */
export async function withStore<T>(config: Config, io: Io, use: (store: Store) => Promise<T>): Promise<T> {
  const { clientOptions, close } = await openCommandRedis(config, logOf(io));
  const client = createClient({ ...clientOptions });
  client.on('error', (error: Error) => io.say(`Redis: ${error.message}`));
  try {
    await client.connect();
    return await use(createRedisStore(client));
  } finally {
    client.destroy();
    await close();
  }
}

/** The log of a command is for the person who typed it. */
export function logOf(io: Io): Log {
  const say = (_details: object, message: string) => io.say(message);
  return { info: say, warn: say, error: say };
}
