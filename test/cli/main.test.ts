import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listKeys, verifyKey } from '../../server/adapters/access/keys.ts';
import { createRedisStore } from '../../server/adapters/store/redis.ts';
import { commands } from '../../server/cli/commands.ts';
import { floorlight } from '../support/cli.ts';
import { dataDirBench, withClient } from '../support/data-dir-bench.ts';
import { redisBinary } from '../support/redis.ts';

const bench = dataDirBench();
const here = (more: Record<string, string> = {}) => ({
  FLOORLIGHT_DATA_DIR: bench.dataDir(),
  PATH: join(redisBinary(), '..'),
  ...more,
});

describe('the command line', () => {
  it('explains itself at every level', async () => {
    for (const path of [[], ...commands.map(({ name }) => [name]), ['key', 'create'], ['key', 'revoke']]) {
      const { code, out } = await floorlight([...path, '--help']);
      expect(code).toBe(0);
      expect(out[0]).toMatch(new RegExp(`^${['Usage: floorlight', ...path].join(' ')}\\b`));
    }
  });

  it.each([
    [['nope'], 'there is no command "nope"'],
    [[], 'a command is missing'],
    [['key', 'forge'], 'there is no command "forge"'],
    [['key', 'create'], '--name must have 1 to 100 characters'],
    [
      ['key', 'create', '--name', 'a', '--scope', 'all'],
      '--scope must be one of ingest, import, read, got "all"',
    ],
    [['key', 'revoke'], 'the id of a key is missing'],
    [['config', '--verbose'], "Unknown option '--verbose'"],
  ])('answers %j with a message, the usage and exit code 2', async (args, message) => {
    const { code, out, said } = await floorlight(args);
    expect(code).toBe(2);
    expect(out).toEqual([]);
    expect(said.join()).toContain(`floorlight: ${message}`);
    expect(said.join()).toContain('Usage: floorlight');
  });

  it('runs from any directory and tells its version', async () => {
    const script = join(import.meta.dirname, '../../scripts/floorlight.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--version'], { cwd: '/' });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('floorlight config', () => {
  it('shows every value with its origin, and no secret', async () => {
    const { code, out } = await floorlight(['config'], {
      FLOORLIGHT_PORT: '9000',
      FLOORLIGHT_BOOTSTRAP_KEY: 'correct-horse-battery-staple',
      FLOORLIGHT_REDIS_URL: 'redis://user:hunter2@redis:6379',
    });
    expect(code).toBe(0);
    const text = out.join('\n');
    expect(text).toMatch(/^FLOORLIGHT_PORT +9000 +environment$/m);
    expect(text).toMatch(/^FLOORLIGHT_SERVICE_LEVEL_SECONDS +20 seconds +default$/m);
    expect(text).toMatch(/^FLOORLIGHT_BOOTSTRAP_KEY +\(set, not shown\) +environment$/m);
    expect(text).not.toMatch(/correct-horse|hunter2/);
  });

  it('lists all faults and fails', async () => {
    const { code, said } = await floorlight(['config'], { FLOORLIGHT_PORT: 'x', FLOORLIGHT_DEMO: 'y' });
    expect(code).toBe(1);
    expect(said.join()).toMatch(/FLOORLIGHT_PORT must be .*\n.*FLOORLIGHT_DEMO must be /);
  });
});

describe('floorlight key', () => {
  it('makes, lists and revokes keys while no server runs, and lets go of the data directory', async () => {
    const made = await floorlight(['key', 'create', '--name', 'phones', '--scope', 'ingest,read'], here());
    expect(made.code).toBe(0);
    const id = made.out[0]?.split('_')[1] ?? '';
    const listed = await floorlight(['key', 'list'], here());
    expect(listed.out).toHaveLength(1);
    expect(listed.out[0]).toMatch(new RegExp(`^${id}\t\\d{4}-.*Z\tingest,read\tphones$`));
    expect((await floorlight(['key', 'revoke', id], here())).code).toBe(0);
    expect((await floorlight(['key', 'revoke', id], here())).code).toBe(1);
    expect((await floorlight(['key', 'list'], here())).out).toEqual([]);
    await bench.open();
  });

  it('works while a server runs: the server knows the key at once', async () => {
    const server = await bench.open();
    const made = await floorlight(['key', 'create', '--name', 'crm', '--scope', 'import'], here());
    await withClient(server.clientOptions, async (client) => {
      const store = createRedisStore(client);
      expect(await verifyKey(store, made.out[0] ?? '')).toMatchObject({ name: 'crm', scopes: ['import'] });
      expect(await listKeys(store)).toHaveLength(1);
    });
  });

  it('refuses to make a key that would be forgotten', async () => {
    await bench.open({}, undefined, { find: async () => null, install: async () => false });
    const made = await floorlight(['key', 'create', '--name', 'crm', '--scope', 'import'], here());
    expect(made).toMatchObject({ code: 1, out: [] });
    expect(made.said.join()).toContain('keeps nothing');
  });
});
