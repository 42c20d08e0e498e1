import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterEach, beforeEach } from 'vitest';
import {
  type ClientOptions,
  type Machine,
  type OpenedRedis,
  openRedis,
} from '../../server/adapters/redis/open.ts';
import { pulseOf, shutDown } from '../../server/adapters/redis/probe.ts';
import { privateSocketOf } from '../../server/adapters/redis/supervise.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { quietLog } from './quiet-log.ts';
import { redisBinary } from './redis.ts';

const testRedis: Machine = { find: async () => redisBinary(), install: async () => false };

/** A data directory for each test of a file, and what was opened on it is closed again. */
export function dataDirBench() {
  let dataDir = '';
  const opened: OpenedRedis[] = [];
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'floorlight-open-'));
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((redis) => redis.close().catch(() => {})));
    const socket = await privateSocketOf(dataDir);
    if ((await pulseOf(socket)) !== 'absent') await shutDown(socket, 5_000);
    await rm(dataDir, { recursive: true, force: true });
  });

  const configWith = (environment: Record<string, string> = {}): Config =>
    readConfig({ FLOORLIGHT_DATA_DIR: dataDir, FLOORLIGHT_INSTALL: 'never', ...environment });
  async function open(environment: Record<string, string> = {}, log = quietLog(), machine = testRedis) {
    const redis = await openRedis(configWith(environment), log, machine);
    opened.push(redis);
    return redis;
  }
  return { configWith, open, dataDir: () => dataDir, socket: () => privateSocketOf(dataDir) };
}

const clientOf = (options: ClientOptions | null) => createClient({ ...options });
type Client = ReturnType<typeof clientOf>;

export async function withClient<T>(
  options: ClientOptions | null,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const client = clientOf(options);
  client.on('error', () => {});
  await client.connect();
  const result = await use(client);
  await client.close();
  return result;
}

export const put = (options: ClientOptions | null, value: string) =>
  withClient(options, async (client) => {
    await client.set('fact', value);
  });
export const kept = (options: ClientOptions | null) => withClient(options, (client) => client.get('fact'));
