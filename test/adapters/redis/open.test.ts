import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ClientOptions,
  connectRunning,
  type Machine,
  type OpenedRedis,
  openRedis,
} from '../../../server/adapters/redis/open.ts';
import { identityOf, pulseOf, shutDown } from '../../../server/adapters/redis/probe.ts';
import { privateSocketOf } from '../../../server/adapters/redis/supervise.ts';
import { readConfig } from '../../../server/config.ts';
import { runScript } from '../../support/processes.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { privateRedis, redisBinary } from '../../support/redis.ts';

const owner = join(import.meta.dirname, '../../support/redis-owner.ts');
const noRedis = { find: async () => null, install: async () => false };
const testRedis = { find: async () => redisBinary(), install: async () => false };
let dataDir = '';
const opened: OpenedRedis[] = [];

const configWith = (environment: Record<string, string> = {}) =>
  readConfig({ FLOORLIGHT_DATA_DIR: dataDir, FLOORLIGHT_INSTALL: 'never', ...environment });
async function open(
  environment: Record<string, string> = {},
  log = quietLog(),
  machine: Machine = testRedis,
) {
  const redis = await openRedis(configWith(environment), log, machine);
  opened.push(redis);
  return redis;
}
const clientOf = (options: ClientOptions | null) => createClient({ ...options });
type Client = ReturnType<typeof clientOf>;
async function withClient<T>(options: ClientOptions | null, use: (client: Client) => Promise<T>): Promise<T> {
  const client = clientOf(options);
  client.on('error', () => {});
  await client.connect();
  const result = await use(client);
  await client.close();
  return result;
}
const put = (options: ClientOptions | null, value: string) =>
  withClient(options, async (client) => {
    await client.set('fact', value);
  });
const kept = (options: ClientOptions | null) => withClient(options, (client) => client.get('fact'));

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'floorlight-open-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((redis) => redis.close().catch(() => {})));
  const socket = await privateSocketOf(dataDir);
  if ((await pulseOf(socket)) !== 'absent') await shutDown(socket, 5_000);
  await rm(dataDir, { recursive: true, force: true });
});

describe('the private Redis', () => {
  it('keeps its data over a restart', async () => {
    const first = await open();
    expect(first).toMatchObject({ kind: 'embedded', notice: null });
    await put(first.clientOptions, 'here');
    await first.close();
    const second = await open();
    expect(await kept(second.clientOptions)).toBe('here');
  });

  it('listens on no port, forgets nothing and writes through to the disk', async () => {
    const redis = await open();
    const settings = await withClient(redis.clientOptions, (client) =>
      client.configGet(['port', 'appendonly', 'appendfsync', 'maxmemory-policy', 'unixsocketperm', 'save']),
    );
    expect({ ...settings }).toEqual({
      port: '0',
      appendonly: 'yes',
      appendfsync: 'always',
      'maxmemory-policy': 'noeviction',
      unixsocketperm: '700',
      save: '',
    });
  });

  it('writes through once a second when it shall be fast', async () => {
    const redis = await open({ FLOORLIGHT_DURABILITY: 'fast' });
    const settings = await withClient(redis.clientOptions, (client) => client.configGet('appendfsync'));
    expect(settings.appendfsync).toBe('everysec');
  });

  it('is refused to a second Floorlight on the same data directory, and stays with the first', async () => {
    const first = await open();
    await put(first.clientOptions, 'here');
    await expect(open()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect(await kept(first.clientOptions)).toBe('here');
  });

  it('is refused across processes, naming the one that has it', async () => {
    const first = runScript(owner, [dataDir]);
    expect(JSON.parse((await first.line()) ?? '')).toEqual({ kind: 'embedded' });
    await expect(open()).rejects.toMatchObject({ details: { pid: first.pid } });
    await first.kill('SIGTERM');
    await open();
  });

  it('goes to exactly one of several processes that start together', async () => {
    const processes = Array.from({ length: 4 }, () => runScript(owner, [dataDir]));
    const lines = await Promise.all(processes.map((one) => one.line()));
    const said = lines.map((line) => JSON.parse(line ?? ''));
    expect(said.filter(({ kind }) => kind === 'embedded')).toHaveLength(1);
    expect(said.filter(({ refused }) => refused === 'DATA_DIR_IN_USE')).toHaveLength(3);
    await Promise.all(processes.map((one) => one.kill('SIGTERM')));
  });

  it('is taken over with its data when the Floorlight before was killed', async () => {
    const first = runScript(owner, [dataDir]);
    await first.line();
    const running = await connectRunning(configWith());
    await put(running, 'here');
    const { pid } = await identityOf(await privateSocketOf(dataDir));
    await first.kill('SIGKILL');
    expect(await connectRunning(configWith())).toBeNull();

    const log = quietLog();
    const second = await open({ FLOORLIGHT_DURABILITY: 'fast' }, log);
    expect(log.lines[0]).toMatchObject({ details: { pid }, message: expect.stringContaining('took over') });
    expect(await kept(second.clientOptions)).toBe('here');
    const settings = await withClient(second.clientOptions, (client) => client.configGet('appendfsync'));
    expect(settings.appendfsync).toBe('everysec');
    await second.close();
    expect(await pulseOf(await privateSocketOf(dataDir))).toBe('absent');
  });

  it('is started again with its data when it was killed, and clients find it by themselves', async () => {
    const log = quietLog();
    const redis = await open({}, log);
    const client = createClient({ ...redis.clientOptions });
    client.on('error', () => {});
    await client.connect();
    for (const round of ['first', 'second']) {
      await client.set('fact', round);
      const before = await identityOf(await privateSocketOf(dataDir));
      process.kill(before.pid, 'SIGKILL');
      await vi.waitFor(() => expect(log.lines.at(-1)?.message).toContain('is back'), { timeout: 5_000 });
      expect((await identityOf(await privateSocketOf(dataDir))).pid).not.toBe(before.pid);
      expect(await client.get('fact')).toBe(round);
      log.warn({}, 'next round');
    }
    await client.close();
  });

  it('is started again when it was taken over before and then killed', async () => {
    const first = runScript(owner, [dataDir]);
    await first.line();
    await first.kill('SIGKILL');
    const log = quietLog();
    const second = await open({}, log);
    await put(second.clientOptions, 'here');
    process.kill((await identityOf(await privateSocketOf(dataDir))).pid, 'SIGKILL');
    await vi.waitFor(() => expect(log.lines.at(-1)?.message).toContain('is back'), { timeout: 5_000 });
    expect(await kept(second.clientOptions)).toBe('here');
  });

  it('works in a data directory whose path is too long for a socket, and has odd characters', async () => {
    const long = join(dataDir, `it's a "directory" ${'x'.repeat(100)}`);
    const first = await openRedis(configWith({ FLOORLIGHT_DATA_DIR: long }), quietLog(), testRedis);
    await put(first.clientOptions, 'here');
    await first.close();
    expect(await readdir(join(long, 'redis'))).toContain('appendonlydir');
    const second = await openRedis(configWith({ FLOORLIGHT_DATA_DIR: long }), quietLog(), testRedis);
    expect(await kept(second.clientOptions)).toBe('here');
    await second.close();
    await rm(join(await privateSocketOf(long), '..'), { recursive: true });
  });
});

describe('damaged data', () => {
  const files = () => join(dataDir, 'redis', 'appendonlydir');
  async function fill() {
    const redis = await open();
    for (const value of ['a'.repeat(2_000), 'b', 'c']) await put(redis.clientOptions, value);
    await redis.close();
  }

  it('is never replaced by an empty database: the start fails with the words of Redis and the repair', async () => {
    await fill();
    const path = join(files(), 'appendonly.aof.1.incr.aof');
    const content = await readFile(path);
    content.fill('#', 40, 60);
    await writeFile(path, content);
    await expect(open()).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      message: expect.stringMatching(/It says: "Bad file format.*cp -a .*-check-aof --fix .*\.manifest/s),
    });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(await connectRunning(configWith())).toBeNull();
  });

  it('whose last write was cut off is read up to there', async () => {
    await fill();
    const path = join(files(), 'appendonly.aof.1.incr.aof');
    await writeFile(path, (await readFile(path)).subarray(0, -3));
    expect(await kept((await open()).clientOptions)).toBe('b');
  });

  it('that lost its manifest is not written over', async () => {
    await fill();
    await rm(join(files(), 'appendonly.aof.manifest'));
    const before = await readFile(join(files(), 'appendonly.aof.1.incr.aof'));
    await expect(open()).rejects.toMatchObject({ message: expect.stringContaining('manifest') });
    expect((await readFile(join(files(), 'appendonly.aof.1.incr.aof'))).equals(before)).toBe(true);
  });
});

describe('without a program', () => {
  it('nothing is kept, which a notice says together with the command that mends it', async () => {
    const redis = await open({}, quietLog(), noRedis);
    expect(redis).toMatchObject({ kind: 'memory', clientOptions: null });
    expect(redis.notice?.text).toBe('Nothing is kept: no Redis was found on this machine.');
    expect(redis.notice?.mend).toMatch(/redis/);
  });

  it('the package manager is asked only when that is allowed', async () => {
    const install = vi.fn(async () => true);
    await open({ FLOORLIGHT_INSTALL: 'never' }, quietLog(), { ...noRedis, install });
    expect(install).not.toHaveBeenCalled();
    await opened.pop()?.close();
    const find = vi.fn(async () => (install.mock.calls.length > 0 ? redisBinary() : null));
    expect((await open({ FLOORLIGHT_INSTALL: 'auto' }, quietLog(), { find, install })).kind).toBe('embedded');
    expect(install).toHaveBeenCalledOnce();
  });

  it('a second Floorlight on the same data directory is refused all the same', async () => {
    await open({}, quietLog(), noRedis);
    await expect(open({}, quietLog(), noRedis)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await expect(connectRunning(configWith())).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  });
});

describe('a Redis of your own', () => {
  it('is used as it is, over a Unix socket too, and left running', async () => {
    const own = await privateRedis();
    const FLOORLIGHT_REDIS_URL = `${own.url}?db=3`;
    const redis = await open({ FLOORLIGHT_REDIS_URL });
    expect(redis.kind).toBe('external');
    await put(redis.clientOptions, 'there');
    expect(await kept(await connectRunning(configWith({ FLOORLIGHT_REDIS_URL })))).toBe('there');
    expect(await kept({ ...redis.clientOptions, database: 0 } as ClientOptions)).toBeNull();
    await redis.close();
    expect(await pulseOf(own.socket)).toBe('ready');
    await own.stop();
  });

  it('that may drop data is warned of', async () => {
    const own = await privateRedis({ args: ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no'] });
    const log = quietLog();
    await open({ FLOORLIGHT_REDIS_URL: own.url }, log);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'this Redis drops data when its memory is full',
      'this Redis has no append-only file: a crash loses events',
    ]);
    await own.stop();
  });

  it('that is not there yet is waited for', async () => {
    const own = await privateRedis();
    await own.kill('SIGTERM');
    const log = quietLog();
    const opening = open({ FLOORLIGHT_REDIS_URL: own.url }, log);
    await vi.waitFor(() => expect(log.lines[0]?.message).toContain('waiting for the Redis'));
    await own.start();
    expect((await opening).kind).toBe('external');
    await own.stop();
  });
});
