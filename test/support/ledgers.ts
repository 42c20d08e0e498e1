import { connect } from '../../server/adapters/ledger/redis/connect.ts';
import { createRedisLedger } from '../../server/adapters/ledger/redis/ledger.ts';
import type { Ledger } from '../../server/ports/ledger.ts';

export const testLives = { timeline: 86_400, bucket: 86_400, identity: 86_400 };

/** A ledger on a Redis of the test, which is emptied first. */
export async function redisLedger(
  url: string,
  options: { shards?: number; keep?: boolean } = {},
): Promise<Ledger> {
  const target = socketOrUrl(url);
  const client = await connect(target, () => {});
  const listener = await connect(target, () => {});
  if (!options.keep) await client.flushAll();
  return createRedisLedger({ client, listener, shards: options.shards ?? 1, lives: testLives });
}

const socketOrUrl = (url: string) =>
  url.startsWith('/') ? { socket: { path: url, tls: false as const } } : { url };
