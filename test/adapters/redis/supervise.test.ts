import { readdir, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createClient } from 'redis';
import { describe, expect, it, vi } from 'vitest';
import { connectRunning } from '../../../server/adapters/redis/open.ts';
import { identityOf, pulseOf } from '../../../server/adapters/redis/probe.ts';
import { privateSocketOf } from '../../../server/adapters/redis/supervise.ts';
import { dataDirBench, kept, put, withClient } from '../../support/data-dir-bench.ts';
import { runScript } from '../../support/processes.ts';
import { quietLog } from '../../support/quiet-log.ts';

const owner = join(import.meta.dirname, '../../support/redis-owner.ts');
const bench = dataDirBench();

describe('the private Redis', () => {
  it('keeps its data over a restart', async () => {
    const first = await bench.open();
    expect(first).toMatchObject({ kind: 'embedded', notice: null });
    await put(first.clientOptions, 'here');
    await first.close();
    const second = await bench.open();
    expect(await kept(second.clientOptions)).toBe('here');
  });

  it('listens on no port, forgets nothing and writes through to the disk', async () => {
    const redis = await bench.open();
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
    const redis = await bench.open({ FLOORLIGHT_DURABILITY: 'fast' });
    const settings = await withClient(redis.clientOptions, (client) => client.configGet('appendfsync'));
    expect(settings.appendfsync).toBe('everysec');
  });

  it('is refused to a second Floorlight on the same data directory, and stays with the first', async () => {
    const first = await bench.open();
    await put(first.clientOptions, 'here');
    await expect(bench.open()).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect(await kept(first.clientOptions)).toBe('here');
  });

  it('is refused across processes, naming the one that has it', async () => {
    const first = runScript(owner, [bench.dataDir()]);
    expect(JSON.parse((await first.line()) ?? '')).toEqual({ kind: 'embedded' });
    await expect(bench.open()).rejects.toMatchObject({ details: { pid: first.pid } });
    await first.kill('SIGTERM');
    await bench.open();
  });

  it('goes to exactly one of several processes that start together', async () => {
    const processes = Array.from({ length: 4 }, () => runScript(owner, [bench.dataDir()]));
    const lines = await Promise.all(processes.map((one) => one.line()));
    const said = lines.map((line) => JSON.parse(line ?? ''));
    expect(said.filter(({ kind }) => kind === 'embedded')).toHaveLength(1);
    expect(said.filter(({ refused }) => refused === 'DATA_DIR_IN_USE')).toHaveLength(3);
    await Promise.all(processes.map((one) => one.kill('SIGTERM')));
  });

  it('is taken over with its data when the Floorlight before was killed', async () => {
    const first = runScript(owner, [bench.dataDir()]);
    await first.line();
    const running = await connectRunning(bench.configWith());
    await put(running, 'here');
    const { pid } = await identityOf(await bench.socket());
    await first.kill('SIGKILL');
    expect(await connectRunning(bench.configWith())).toBeNull();

    const log = quietLog();
    const second = await bench.open({ FLOORLIGHT_DURABILITY: 'fast' }, log);
    expect(log.lines[0]).toMatchObject({ details: { pid }, message: expect.stringContaining('took over') });
    expect(await kept(second.clientOptions)).toBe('here');
    const settings = await withClient(second.clientOptions, (client) => client.configGet('appendfsync'));
    expect(settings.appendfsync).toBe('everysec');
    await second.close();
    expect(await pulseOf(await bench.socket())).toBe('absent');
  });

  it('is started again with its data when it was killed, and clients find it by themselves', async () => {
    const log = quietLog();
    const redis = await bench.open({}, log);
    const client = createClient({ ...redis.clientOptions });
    client.on('error', () => {});
    await client.connect();
    for (const round of ['first', 'second']) {
      await client.set('fact', round);
      const before = await identityOf(await bench.socket());
      process.kill(before.pid, 'SIGKILL');
      await vi.waitFor(() => expect(log.lines.at(-1)?.message).toContain('is back'), { timeout: 5_000 });
      expect((await identityOf(await bench.socket())).pid).not.toBe(before.pid);
      expect(await client.get('fact')).toBe(round);
      log.warn({}, 'next round');
    }
    await client.close();
  });

  it('is started again when it was taken over before and then killed', async () => {
    const first = runScript(owner, [bench.dataDir()]);
    await first.line();
    await first.kill('SIGKILL');
    const log = quietLog();
    const second = await bench.open({}, log);
    await put(second.clientOptions, 'here');
    process.kill((await identityOf(await bench.socket())).pid, 'SIGKILL');
    await vi.waitFor(() => expect(log.lines.at(-1)?.message).toContain('is back'), { timeout: 5_000 });
    expect(await kept(second.clientOptions)).toBe('here');
  });

  it.runIf(process.platform === 'linux')('is never doubled, even when its socket was deleted', async () => {
    const first = runScript(owner, [bench.dataDir()]);
    await first.line();
    await put(await connectRunning(bench.configWith()), 'here');
    const { pid } = await identityOf(await bench.socket());
    await first.kill('SIGKILL');
    await rm(await bench.socket());
    const second = await bench.open();
    // One that ended has no directory any more, even while nobody has collected it.
    await expect(readlink(`/proc/${pid}/cwd`)).rejects.toThrow('ENOENT');
    expect(await kept(second.clientOptions)).toBe('here');
  });

  it('works in a data directory whose path is too long for a socket, and has odd characters', async () => {
    const long = join(bench.dataDir(), `it's a "directory" ${'x'.repeat(100)}`);
    const first = await bench.open({ FLOORLIGHT_DATA_DIR: long });
    await put(first.clientOptions, 'here');
    await first.close();
    expect(await readdir(join(long, 'redis'))).toContain('appendonlydir');
    const second = await bench.open({ FLOORLIGHT_DATA_DIR: long });
    expect(await kept(second.clientOptions)).toBe('here');
    await second.close();
    await rm(join(await privateSocketOf(long), '..'), { recursive: true });
  });
});
