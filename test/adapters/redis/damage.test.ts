import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connectRunning } from '../../../server/adapters/redis/open.ts';
import { dataDirBench, kept, put } from '../../support/data-dir-bench.ts';

const bench = dataDirBench();

describe('damaged data', () => {
  const files = () => join(bench.dataDir(), 'redis', 'appendonlydir');
  async function fill() {
    const redis = await bench.open();
    for (const value of ['a'.repeat(2_000), 'b', 'c']) await put(redis.clientOptions, value);
    await redis.close();
  }

  it('is never replaced by an empty database: the start fails with the words of Redis and the repair', async () => {
    await fill();
    const path = join(files(), 'appendonly.aof.1.incr.aof');
    const content = await readFile(path);
    content.fill('#', 40, 60);
    await writeFile(path, content);
    await expect(bench.open()).rejects.toMatchObject({
      code: 'LEDGER_UNAVAILABLE',
      message: expect.stringMatching(/It says: "Bad file format.*cp -a .*-check-aof --fix .*\.manifest/s),
    });
    expect((await readFile(path)).equals(content)).toBe(true);
    expect(await connectRunning(bench.configWith())).toBeNull();
  });

  it('whose last write was cut off is read up to there', async () => {
    await fill();
    const path = join(files(), 'appendonly.aof.1.incr.aof');
    await writeFile(path, (await readFile(path)).subarray(0, -3));
    expect(await kept((await bench.open()).clientOptions)).toBe('b');
  });

  it('that lost its manifest is not written over', async () => {
    await fill();
    await rm(join(files(), 'appendonly.aof.manifest'));
    const before = await readFile(join(files(), 'appendonly.aof.1.incr.aof'));
    await expect(bench.open()).rejects.toMatchObject({ message: expect.stringContaining('manifest') });
    expect((await readFile(join(files(), 'appendonly.aof.1.incr.aof'))).equals(before)).toBe(true);
  });
});
