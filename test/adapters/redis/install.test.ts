import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findProgram } from '../../../server/adapters/redis/find.ts';
import { installerOf, installPackage } from '../../../server/adapters/redis/install.ts';
import { quietLog } from '../../support/quiet-log.ts';

const oddServer = { apt: 'odd-server', brew: 'odd' };
let bin = '';
const program = async (name: string, script: string) => {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
};
const searchPath = () => `${bin}:/usr/bin:/bin`;

beforeEach(async () => {
  bin = await mkdtemp(join(tmpdir(), 'floorlight-bin-'));
  await program(
    'apt-get',
    `echo "$DEBIAN_FRONTEND: $*" >> ${bin}/calls; cp ${bin}/apt-get ${bin}/odd-server`,
  );
  await program('sudo', 'shift; exec "$@"');
});
afterEach(() => rm(bin, { recursive: true, force: true }));

describe.runIf(process.platform === 'linux')('the package manager', () => {
  it('installs without a question, after saying so and how to forbid it', async () => {
    const log = quietLog();
    expect(await findProgram(['odd-server'], searchPath())).toBeNull();
    expect(await installPackage(oddServer, searchPath(), log)).toBe(true);
    expect(log.lines[0]?.message).toMatch(
      /apt-get install -y odd-server \(FLOORLIGHT_INSTALL=never forbids this\)$/,
    );
    expect(await readFile(join(bin, 'calls'), 'utf8')).toBe(
      'noninteractive: update\nnoninteractive: install -y --no-install-recommends odd-server\n',
    );
    expect(await findProgram(['odd-server'], searchPath())).toBe(join(bin, 'odd-server'));
  });

  it('that cannot refresh its list may still install', async () => {
    await program('apt-get', 'test "$1" != update');
    expect(await installPackage(oddServer, searchPath(), quietLog())).toBe(true);
  });

  it('that fails is told about', async () => {
    await program('apt-get', 'exit 100');
    const log = quietLog();
    expect(await installPackage(oddServer, searchPath(), log)).toBe(false);
    expect(log.lines.at(-1)).toMatchObject({ level: 'warn', message: 'the installation failed' });
  });

  it('is asked through sudo by anybody but root', async () => {
    await program('sudo', `echo "$*" >> ${bin}/asked; shift; exec "$@"`);
    expect(await installPackage(oddServer, searchPath(), quietLog(), false)).toBe(true);
    expect(await readFile(join(bin, 'asked'), 'utf8')).toMatch(/^-n true\n-n env .*apt-get update\n-n env /);
  });

  it('is left alone when sudo would ask for a password', async () => {
    await program('sudo', 'exit 1');
    expect(await installPackage(oddServer, searchPath(), quietLog(), false)).toBe(false);
  });

  it('has a command that a person can type', async () => {
    const command = async (isRoot: boolean) => (await installerOf(oddServer, searchPath(), isRoot)).command;
    expect(await command(true)).toBe('apt-get install -y odd-server');
    expect(await command(false)).toBe('sudo apt-get install -y odd-server');
  });
});
