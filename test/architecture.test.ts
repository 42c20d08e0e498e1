import { describe, expect, it } from 'vitest';
import { filesBelow, type Import, importsOf, textOf } from './support/source-tree.ts';

/** Who may import whom: the first line that a file's path begins with counts. Packages are named, "node:" is Node. */
const law: readonly (readonly [zone: string, may: readonly string[]])[] = [
  ['server/domain/', ['server/domain/', 'zod']],
  ['server/ports/', ['server/ports/', 'server/domain/']],
  ['server/flow/', ['server/flow/', 'server/ports/', 'server/domain/', 'node:']],
  ['server/config', ['server/config', 'server/domain/', 'node:', 'zod', 'yaml']],
  // Whoever lets somebody in needs to know who that is; the demo is fed by the simulator.
  ['server/adapters/http/', ['server/adapters/access/']],
  ['server/adapters/sockets/', ['server/adapters/access/']],
  ['server/adapters/sources/', ['scripts/simulation/']],
  ['server/adapters/risk/', ['model/']],
  ['server/adapters/', []],
  ['model/', ['model/', 'server/domain/', 'server/ports/', 'scripts/simulation/', 'node:', '@tensorflow/']],
  ['scripts/simulation/', ['scripts/simulation/', 'server/domain/', 'node:']],
  // How the wallboard is built runs in Node, not in the browser.
  ['wallboard/vite.config.ts', ['wallboard/compressed.ts', 'node:', 'vite', '@sveltejs/']],
  ['wallboard/compressed.ts', ['node:', 'vite']],
  ['wallboard/', ['wallboard/', 'server/domain/', 'svelte', 'socket.io-client', '@fontsource/']],
];
/** The places that know everything. */
const above = ['server/cli/', 'scripts/', /^server\/[a-z-]+\.ts$/];

/** What every adapter may use: itself, what is further in, and any package. */
function isInsideAdapter({ from, to }: Import): boolean {
  const own = from.split('/').slice(0, 3).join('/');
  const inner = [`${own}/`, 'server/ports/', 'server/domain/', 'server/config'];
  return inner.some((zone) => to.startsWith(zone)) || !isOurs(to);
}
const isOurs = (to: string): boolean => /^(server|model|scripts|wallboard|test)\//.test(to);

function isLawful(one: Import): boolean {
  const [zone, may] = law.find(([prefix]) => one.from.startsWith(prefix)) ?? [];
  if (zone === undefined || may === undefined) {
    return above.some((place) =>
      typeof place === 'string' ? one.from.startsWith(place) : place.test(one.from),
    );
  }
  if (may.some((prefix) => one.to.startsWith(prefix))) return true;
  return zone.startsWith('server/adapters/') && isInsideAdapter(one);
}
const unlawful = (imports: readonly Import[]): string[] =>
  imports.filter((one) => !isLawful(one)).map(({ from, to }) => `${from} must not import ${to}`);

const code = filesBelow('server', 'model', 'scripts', 'wallboard').filter((path) =>
  /\.(ts|svelte|mjs)$/.test(path),
);
const imports = code.flatMap((path) => importsOf(path, textOf(path)));

describe('imports', () => {
  it('point inwards only', () => {
    expect(imports.length).toBeGreaterThan(100);
    expect(unlawful(imports)).toEqual([]);
  });

  it.each([
    ['server/domain/contact.ts', "import { createFlow } from '../flow/apply.ts';"],
    ['server/domain/contact.ts', "import { readFileSync } from 'node:fs';"],
    ['server/domain/metrics/new.ts', "export * from '../../adapters/redis/open.ts';"],
    ['server/ports/ledger.ts', "import type { RedisClientType } from 'redis';"],
    ['server/flow/push.ts', "import {\n  type A,\n  b,\n} from '../adapters/redis/open.ts';"],
    ['server/flow/push.ts', "const later = await import('../adapters/redis/open.ts');"],
    ['server/adapters/store/redis.ts', "import { openRedis } from '../redis/open.ts';"],
    ['server/adapters/http/app.ts', "import { createPush } from '../../flow/push.ts';"],
    ['server/adapters/risk/tensorflow.ts', "import '../../main.ts';"],
    ['wallboard/tiles/NewTile.svelte', "  import { open } from '../../server/adapters/redis/open.ts';"],
    ['wallboard/live/socket.ts', "import { join } from 'node:path';"],
    ['model/train.ts', "import { openRedis } from '../server/adapters/redis/open.ts';"],
    ['elsewhere/new.ts', "import { z } from 'zod';"],
  ])('that point outwards are found: in %s, %s', (path, text) => {
    expect(unlawful(importsOf(path, text))).toHaveLength(1);
  });

  it('bring no zod into the browser', () => {
    const reached = new Set(
      code.filter((path) => path.startsWith('wallboard/') && !path.endsWith('config.ts')),
    );
    const used = imports.filter(({ isOfTypes }) => !isOfTypes);
    for (const path of reached) {
      for (const { from, to } of used) if (from === path) reached.add(to);
    }
    expect([...reached]).toContain('svelte');
    expect([...reached]).not.toContain('zod');
  });
});

describe('the tree', () => {
  it('names every metric in the list of metrics', () => {
    const list = textOf('server/domain/metrics/index.ts');
    const files = filesBelow('server/domain/metrics').filter((path) => !path.endsWith('/index.ts'));
    const missing = files.filter((path) => !list.includes(`'./${path.split('/').at(-1)}'`));
    expect(files.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('names every kind of tile in the list of tiles', () => {
    const list = textOf('wallboard/tiles/index.ts');
    const files = filesBelow('wallboard/tiles').filter((path) => path.endsWith('Tile.svelte'));
    expect(files.filter((path) => !list.includes(`'./${path.split('/').at(-1)}'`))).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const readers = code.filter(
      (path) => !path.startsWith('scripts/') && textOf(path).includes('process.env'),
    );
    expect(readers.sort()).toEqual(['server/cli/main.ts', 'server/config.ts']);
  });

  it('has no source file of more than 250 lines', () => {
    const files = filesBelow('server', 'model', 'scripts', 'wallboard');
    const sources = files.filter((path) => /\.(ts|mjs|svelte|css|lua|html)$/.test(path));
    const long = sources.filter((path) => textOf(path).trimEnd().split('\n').length > 250);
    expect(long).toEqual([]);
  });
});
