import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Log } from '../../ports/event-source.ts';
import { findProgram } from './find.ts';

/** What a program is called by each package manager. */
export type Package = {
  readonly apt: string;
  readonly brew: string;
  /** A service that the package starts by itself, and that nobody asked for. */
  readonly service?: string;
};
export const redisPackage: Package = { apt: 'redis-server', brew: 'redis', service: 'redis-server' };
export const chromiumPackage: Package = { apt: 'chromium', brew: '--cask chromium' };

type Installer = {
  /** For people: the one command that mends it. */
  readonly command: string;
  /** What Floorlight may run without a question, or `null` when it may not. */
  readonly unattended: readonly Step[] | null;
};
type Step = { readonly words: readonly string[]; readonly mustWork: boolean };

/** How a program gets onto this machine. */
export async function installerOf(
  wanted: Package,
  searchPath: string,
  isRoot = process.getuid?.() === 0,
): Promise<Installer> {
  const apt = await findProgram(['apt-get'], searchPath);
  if (apt && process.platform === 'linux') return aptInstaller(wanted, { apt, searchPath, isRoot });
  const brew = await findProgram(['brew'], searchPath);
  if (brew) {
    const unattended = [{ words: [brew, 'install', ...wanted.brew.split(' ')], mustWork: true }];
    return { command: `brew install ${wanted.brew}`, unattended };
  }
  const name = wanted.apt.replace('-server', '');
  const others = { dnf: 'sudo dnf install -y', apk: 'sudo apk add', pacman: 'sudo pacman -S --noconfirm' };
  for (const [program, words] of Object.entries(others)) {
    if (await findProgram([program], searchPath)) return { command: `${words} ${name}`, unattended: null };
  }
  return { command: `install ${name} with the package manager of this machine`, unattended: null };
}

async function aptInstaller(
  wanted: Package,
  { apt, searchPath, isRoot }: { apt: string; searchPath: string; isRoot: boolean },
): Promise<Installer> {
  const command = `${isRoot ? '' : 'sudo '}apt-get install -y ${wanted.apt}`;
  const sudo = isRoot ? null : await findProgram(['sudo'], searchPath);
  const mayInstall = isRoot || (sudo !== null && (await run([sudo, '-n', 'true'], 'ignore')));
  if (!mayInstall) return { command, unattended: null };
  const asRoot = sudo ? [sudo, '-n'] : [];
  const quietApt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', apt];
  const install = [...quietApt, 'install', '-y', '--no-install-recommends', wanted.apt];
  const steps: Step[] = [
    // Where the update fails, the list of last time may still serve.
    { words: [...quietApt, 'update'], mustWork: false },
    { words: install, mustWork: true },
  ];
  if (wanted.service !== undefined && existsSync('/run/systemd/system')) {
    const words = [...asRoot, 'systemctl', 'disable', '--now', wanted.service];
    steps.push({ words, mustWork: false });
  }
  return { command, unattended: steps };
}

/**
 * Installs without asking, where that is possible: as root or with passwordless sudo by apt-get, or by Homebrew. Says so
 * first and shows what the package manager says. Tells whether it worked.
 */
export async function installPackage(
  wanted: Package,
  searchPath: string,
  log: Log,
  isRoot?: boolean,
): Promise<boolean> {
  const { command, unattended } = await installerOf(wanted, searchPath, isRoot);
  if (unattended === null) return false;
  log.info({ command }, `installing what is missing: ${command} (FLOORLIGHT_INSTALL=never forbids this)`);
  for (const { words, mustWork } of unattended) {
    if ((await run(words, 'inherit')) || !mustWork) continue;
    log.warn({ command }, 'the installation failed');
    return false;
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
