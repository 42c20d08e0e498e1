import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkout } from '../support/source-tree.ts';

const run = promisify(execFile);
let copy = '';

/** A checkout of a small wallboard beside the real preparation, with an npm that only notes that it was called. */
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'floorlight-checkout-'));
  await cp(join(checkout, 'scripts/prepare'), join(copy, 'scripts/prepare'), { recursive: true });
  await mkdir(join(copy, 'wallboard'));
  await mkdir(join(copy, 'server/domain'), { recursive: true });
  await writeFile(join(copy, 'package.json'), '{ "type": "module" }');
  await writeFile(join(copy, 'package-lock.json'), '{}');
  await writeFile(join(copy, 'wallboard/index.html'), '<script type="module">document.title = "1"</script>');
  await writeFile(join(copy, 'npm.js'), npmThatNotes);
});
afterAll(() => rm(copy, { recursive: true, force: true }));

const npmThatNotes = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
mkdirSync('node_modules', { recursive: true });
writeFileSync('node_modules/.package-lock.json', '{}');
`.replace(/require\(('[^']+')\)/, 'await import($1)');

/** Runs one function of the preparation in a process of its own and returns what it says. */
async function prepare(module: string, call: string): Promise<string> {
  const url = pathToFileURL(join(copy, 'scripts/prepare', module)).href;
  const code = `const it = await import(${JSON.stringify(url)}); await it.${call};`;
  const env = { ...process.env, npm_execpath: join(copy, 'npm.js') };
  const { stderr } = await run(process.execPath, ['--input-type=module', '-e', code], { cwd: copy, env });
  return stderr;
}

describe('the preparation', () => {
  it('installs node modules when they are missing, and not again', async () => {
    expect(await prepare('node-modules.mjs', 'installNodeModules()')).toContain('because they are missing');
    expect(await prepare('node-modules.mjs', 'installNodeModules()')).toBe('');
    expect(await readFile(join(copy, 'npm-calls'), 'utf8')).toBe('ci --include=dev\n');
  });

  it('installs them again when the lock file says something else, not when it is only newer', async () => {
    const lock = join(copy, 'package-lock.json');
    const later = new Date(Date.now() + 60_000);
    await utimes(lock, later, later);
    expect(await prepare('node-modules.mjs', 'installNodeModules()')).toBe('');
    await writeFile(lock, '{ "lockfileVersion": 3 }');
    await utimes(lock, later, later);
    expect(await prepare('node-modules.mjs', 'installNodeModules()')).toContain(
      'package-lock.json has changed',
    );
    expect(await prepare('node-modules.mjs', 'installNodeModules()')).toBe('');
  });

  it('builds the wallboard when its sources are others than those it was built from', async () => {
    await rm(join(copy, 'node_modules'), { recursive: true });
    await symlink(join(checkout, 'node_modules'), join(copy, 'node_modules'));
    expect(await prepare('wallboard.mjs', 'buildWallboard()')).toContain('building the wallboard');
    expect(await prepare('wallboard.mjs', 'buildWallboard()')).toBe('');
    await writeFile(join(copy, 'server/domain/new.ts'), 'export {};');
    expect(await prepare('wallboard.mjs', 'buildWallboard()')).toContain('building the wallboard');
    await rm(join(copy, 'wallboard/dist'), { recursive: true });
    expect(await prepare('wallboard.mjs', 'buildWallboard()')).toContain('building the wallboard');
  });

  it.each(['18.20.0', '20.18.3', '16.0.0'])('ends on Node %s with one clear sentence', async (version) => {
    await expect(prepare('node-version.mjs', `needNode('${version}')`)).rejects.toMatchObject({
      code: 1,
      stderr: `floorlight: Node 20.19 or newer is needed, this is ${version}. See https://nodejs.org/en/download\n`,
    });
  });

  it.each(['20.19.0', '22.0.0', process.versions.node])('goes on with Node %s', async (version) => {
    expect(await prepare('node-version.mjs', `needNode('${version}')`)).toBe('');
  });
});

describe('a server under npm', () => {
  it('ends in good order when npm is killed', async () => {
    const url = pathToFileURL(join(checkout, 'scripts/prepare/with-npm.mjs')).href;
    const server = `
      import { endWithNpm } from ${JSON.stringify(url)};
      import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => { writeFileSync('ended', 'in good order'); process.exit(0); });
      endWithNpm();
      setInterval(() => {}, 1_000);
      console.log('up');`;
    const directory = join(copy, 'under-npm');
    await mkdir(directory);
    await writeFile(join(directory, 'server.mjs'), server);
    const scripts = { start: 'node server.mjs' };
    await writeFile(join(directory, 'package.json'), JSON.stringify({ scripts }));
    const path = `${dirname(process.execPath)}:${process.env.PATH}`;
    const npm = spawn('npm', ['start'], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, PATH: path },
    });
    for await (const line of createInterface({ input: npm.stdout })) if (line === 'up') break;
    npm.kill('SIGKILL');
    await vi.waitFor(
      async () => expect(await readFile(join(directory, 'ended'), 'utf8')).toBe('in good order'),
      {
        timeout: 5_000,
      },
    );
  });
});
