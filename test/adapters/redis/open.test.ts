import { describe, expect, it, vi } from 'vitest';
import { type ClientOptions, connectRunning } from '../../../server/adapters/redis/open.ts';
import { pulseOf } from '../../../server/adapters/redis/probe.ts';
import { dataDirBench, kept, put } from '../../support/data-dir-bench.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { privateRedis, redisBinary } from '../../support/redis.ts';

const noRedis = { find: async () => null, install: async () => false };
const bench = dataDirBench();

describe('without a program', () => {
  it('nothing is kept, which a notice says together with the command that mends it', async () => {
    const redis = await bench.open({}, quietLog(), noRedis);
    expect(redis).toMatchObject({ kind: 'memory', clientOptions: null });
    expect(redis.notice?.text).toBe('Nothing is kept: no Redis was found on this machine.');
    expect(redis.notice?.mend).toMatch(/redis/);
  });

  it('the package manager is asked only when that is allowed', async () => {
    const install = vi.fn(async () => true);
    const redis = await bench.open({ FLOORLIGHT_INSTALL: 'never' }, quietLog(), { ...noRedis, install });
    expect(install).not.toHaveBeenCalled();
    await redis.close();
    const find = vi.fn(async () => (install.mock.calls.length > 0 ? redisBinary() : null));
    expect((await bench.open({ FLOORLIGHT_INSTALL: 'auto' }, quietLog(), { find, install })).kind).toBe(
      'embedded',
    );
    expect(install).toHaveBeenCalledOnce();
  });

  it('a second Floorlight on the same data directory is refused all the same', async () => {
    await bench.open({}, quietLog(), noRedis);
    await expect(bench.open({}, quietLog(), noRedis)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await expect(connectRunning(bench.configWith())).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  });
});

describe('a Redis of your own', () => {
  it('is used as it is, over a Unix socket too, and left running', async () => {
    const own = await privateRedis();
    const FLOORLIGHT_REDIS_URL = `${own.url}?db=3`;
    const redis = await bench.open({ FLOORLIGHT_REDIS_URL });
    expect(redis.kind).toBe('external');
    await put(redis.clientOptions, 'there');
    expect(await kept(await connectRunning(bench.configWith({ FLOORLIGHT_REDIS_URL })))).toBe('there');
    expect(await kept({ ...redis.clientOptions, database: 0 } as ClientOptions)).toBeNull();
    await redis.close();
    expect(await pulseOf(own.socket)).toBe('ready');
    await own.stop();
  });

  it('that may drop data is warned of', async () => {
    const own = await privateRedis({ args: ['--maxmemory-policy', 'allkeys-lru', '--appendonly', 'no'] });
    const log = quietLog();
    await bench.open({ FLOORLIGHT_REDIS_URL: own.url }, log);
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
    const opening = bench.open({ FLOORLIGHT_REDIS_URL: own.url }, log);
    await vi.waitFor(() => expect(log.lines[0]?.message).toContain('waiting for the Redis'));
    await own.start();
    expect((await opening).kind).toBe('external');
    await own.stop();
  });
});
