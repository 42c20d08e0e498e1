import { link, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir, ownerOf } from '../../../server/adapters/redis/lock.ts';
import { runDirOf } from '../../../server/adapters/redis/places.ts';

const made: string[] = [];
let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'floorlight-lock-'));
  made.push(dataDir);
});
afterAll(() => Promise.all(made.map((path) => rm(path, { recursive: true, force: true }))));

describe('the lock of a data directory', () => {
  it('refuses a second owner, naming the directory and the process', async () => {
    const lock = await lockDataDir(dataDir);
    await expect(lockDataDir(dataDir, 0)).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      message: expect.stringContaining(`${dataDir} is in use by another Floorlight (process ${process.pid})`),
    });
    await lock.release();
  });

  it('is free again after its release, and leaves nothing behind', async () => {
    await (await lockDataDir(dataDir)).release();
    await (await lockDataDir(dataDir)).release();
    expect(await readdir(await runDirOf(dataDir))).toEqual([]);
  });

  it('tells whoever asks what the owner runs on', async () => {
    expect(await ownerOf(dataDir)).toBeNull();
    const lock = await lockDataDir(dataDir);
    expect(await ownerOf(dataDir)).toEqual({ pid: process.pid, state: 'owner', redis: 'starting' });
    lock.tell('embedded');
    expect(await ownerOf(dataDir)).toMatchObject({ redis: 'embedded' });
    await lock.release();
    expect(await ownerOf(dataDir)).toBeNull();
  });

  it('goes to the next when the owner is just ending', async () => {
    const first = await lockDataDir(dataDir);
    const second = lockDataDir(dataDir);
    await ownerOf(dataDir);
    await first.release();
    await (await second).release();
  });

  it('has exactly one winner when many start together', async () => {
    for (let round = 0; round < 10; round += 1) {
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => lockDataDir(dataDir, 0)));
      const winners = tries.filter((one) => one.status === 'fulfilled');
      expect(winners).toHaveLength(1);
      await winners[0]?.value.release();
    }
  });

  it('is not held by the socket of a process that died', async () => {
    const path = join(await runDirOf(dataDir), 'owner-00000000.sock');
    const server = createServer();
    await new Promise<void>((listening) => server.listen({ path, exclusive: true }, listening));
    // What a SIGKILL leaves: the file without a listener. A rename hides it from Node's own cleaning up.
    await link(path, `${path}.kept`);
    await new Promise((closed) => server.close(closed));
    await rename(`${path}.kept`, path);
    const lock = await lockDataDir(dataDir);
    expect(await readdir(await runDirOf(dataDir))).toHaveLength(1);
    await lock.release();
  });

  it('cannot be had where no directory can be', async () => {
    const path = join(dataDir, 'file');
    await writeFile(path, '');
    await expect(lockDataDir(path)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `FLOORLIGHT_DATA_DIR must be a directory that can be written, got "${path}" (EEXIST)`,
    });
  });

  it('works for a directory whose path is too long for a socket', async () => {
    const long = join(dataDir, 'a'.repeat(100), 'b'.repeat(100));
    const lock = await lockDataDir(long);
    expect((await runDirOf(long)).length).toBeLessThan(80);
    await expect(lockDataDir(long, 0)).rejects.toMatchObject({ code: 'DATA_DIR_IN_USE' });
    await lock.release();
    await rm(await runDirOf(long), { recursive: true });
  });
});
