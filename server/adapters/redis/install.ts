import { spawn } from 'node:child_process';
import type { Log } from '../../ports/event-source.ts';
import { findProgram } from './find.ts';

/** What a program is called by each package manager. */
export type Package = { readonly apt: string; readonly brew: string };
export const redisPackage: Package = { apt: 'redis-server', brew: 'redis' };
export const chromiumPackage: Package = { apt: 'chromium', brew: '--cask chromium' };

type Installer = {
  /** For people: the one command that mends it. */
  readonly command: string;
  /** What Floorlight may run without a question, or `null` when it may not. */
  readonly unattended: readonly (readonly string[])[] | null;
};

/** How a program gets onto this machine. */
export async function installerOf(wanted: Package, searchPath: string): Promise<Installer> {
  const apt = await findProgram(['apt-get'], searchPath);
  if (apt && process.platform === 'linux') return aptInstaller(wanted, apt, searchPath);
  const brew = await findProgram(['brew'], searchPath);
  if (brew) {
    const unattended = [[brew, 'install', ...wanted.brew.split(' ')]];
    return { command: `brew install ${wanted.brew}`, unattended };
  }
  const name = wanted.apt.replace('-server', '');
  const others = { dnf: 'sudo dnf install -y', apk: 'sudo apk add', pacman: 'sudo pacman -S --noconfirm' };
  for (const [program, words] of Object.entries(others)) {
    if (await findProgram([program], searchPath)) return { command: `${words} ${name}`, unattended: null };
  }
  return { command: `install ${name} with the package manager of this machine`, unattended: null };
}

async function aptInstaller(wanted: Package, apt: string, searchPath: string): Promise<Installer> {
  const isRoot = process.getuid?.() === 0;
  const command = `${isRoot ? '' : 'sudo '}apt-get install -y ${wanted.apt}`;
  const sudo = isRoot ? null : await findProgram(['sudo'], searchPath);
  const mayInstall = isRoot || (sudo !== null && (await run([sudo, '-n', 'true'], 'ignore')));
  if (!mayInstall) return { command, unattended: null };
  const asRoot = [...(sudo ? [sudo, '-n'] : []), 'env', 'DEBIAN_FRONTEND=noninteractive', apt];
  const update = [...asRoot, 'update'];
  return {
    command,
    unattended: [update, [...asRoot, 'install', '-y', '--no-install-recommends', wanted.apt]],
  };
}

/**
 * Installs without asking, where that is possible: as root or with passwordless sudo by apt-get, or by Homebrew. Says so
 * first and shows what the package manager says. Tells whether it worked.
 */
export async function installPackage(wanted: Package, searchPath: string, log: Log): Promise<boolean> {
  const { command, unattended } = await installerOf(wanted, searchPath);
  if (unattended === null) return false;
  log.info({ command }, `installing what is missing: ${command} (FLOORLIGHT_INSTALL=never forbids this)`);
  for (const words of unattended) {
    // A failed "apt-get update" may still leave a list that serves; the installation itself decides.
    if (!(await run(words, 'inherit')) && words === unattended.at(-1)) {
      log.warn({ command }, 'the installation failed');
      return false;
    }
  }
  return true;
}

function run([program = '', ...args]: readonly string[], output: 'inherit' | 'ignore'): Promise<boolean> {
  return new Promise((resolve) => {
    // What the package manager prints belongs beside our own log, which goes to standard error.
    const to = output === 'inherit' ? 2 : output;
    const child = spawn(program, args, { stdio: ['ignore', to, to] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
