import { createClient } from 'redis';
import { FloorlightError } from '#domain/errors.ts';
import { type ClientOptions, connectRunning, openRedis } from '../adapters/redis/open.ts';
import { createRedisStore } from '../adapters/store/redis.ts';
import type { Config } from '../config.ts';
import type { Log } from '../ports/event-source.ts';
import type { Store } from '../ports/store.ts';
import type { Io } from './command.ts';

/**
 * Gives a command the Redis of the Floorlight that runs on its data directory, or, when none runs, one that it owns for
 * as long as it takes. Never a memory that forgets: what a command does must last.
 */
export async function withRedis<T>(
  config: Config,
  io: Io,
  use: (clientOptions: ClientOptions) => Promise<T>,
): Promise<T> {
  const running = await connectRunning(config);
  if (running !== null) return use(running);
  const opened = await openRedis(config, logOf(io));
  try {
    if (opened.clientOptions !== null) return await use(opened.clientOptions);
    throw new FloorlightError(
      'LEDGER_UNAVAILABLE',
      `${opened.notice.text} Mend it with: ${opened.notice.mend}`,
    );
  } finally {
    await opened.close();
  }
}

/** Gives a command the store. */
export function withStore<T>(config: Config, io: Io, use: (store: Store) => Promise<T>): Promise<T> {
  return withRedis(config, io, async (clientOptions) => {
    const client = createClient({ ...clientOptions });
    client.on('error', (error: Error) => io.say(`Redis: ${error.message}`));
    await client.connect();
    try {
      return await use(createRedisStore(client));
    } finally {
      await client.close();
    }
  });
}

/** The log of a command is for the person who typed it. */
export function logOf(io: Io): Log {
  const say = (_details: object, message: string) => io.say(message);
  return { info: say, warn: say, error: say };
}
