import { mkdir, open, readdir, readFile, readlink, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FloorlightError } from '#domain/errors.ts';
import { redisDirOf } from './places.ts';

/** The directory of the private Redis, made when it is new; only its owner can read it. */
export async function prepareRedisDir(dataDir: string): Promise<string> {
  await mkdir(redisDirOf(dataDir), { recursive: true, mode: 0o700 });
  return realpath(redisDirOf(dataDir));
}

/** The private Redis listens on no port, forgets nothing and evicts nothing. */
export function argumentsOf(directory: string, socket: string, durability: 'durable' | 'fast'): string[] {
  const settings: Record<string, string> = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    'protected-mode': 'yes',
    dir: directory,
    logfile: join(directory, 'redis.log'),
    pidfile: join(directory, 'redis.pid'),
    daemonize: 'no',
    databases: '1',
    save: '',
    appendonly: 'yes',
    appendfsync: fsyncOf(durability),
    'aof-use-rdb-preamble': 'yes',
    'aof-load-truncated': 'yes',
    'maxmemory-policy': 'noeviction',
    'latency-monitor-threshold': '100',
  };
  return Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
}

export const fsyncOf = (durability: 'durable' | 'fast') => (durability === 'durable' ? 'always' : 'everysec');

/** Without its manifest Redis would not see the append-only files, and would write new ones over them. */
export async function refuseLostManifest(directory: string): Promise<void> {
  const files = join(directory, 'appendonlydir');
  const names = await readdir(files).catch(() => []);
  if (names.some((name) => name.endsWith('.manifest'))) return;
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(files, name))).size));
  // A Redis that was killed in its very first moment leaves the files of an empty database: under 200 bytes.
  if (sizes.reduce((sum, size) => sum + size, 0) < 512) return;
  const what = `${files} holds append-only files but not their manifest (appendonly.aof.manifest).`;
  throw unavailable(
    `${what} Starting would overwrite them. Put the manifest back, or move the directory away.`,
  );
}

export async function logSizeOf(directory: string): Promise<number> {
  return (await stat(join(directory, 'redis.log')).catch(() => ({ size: 0 }))).size;
}

/** Why the private Redis did not start: its own words, and the command that repairs damaged files. */
export async function failureOf(
  directory: string,
  binary: string,
  logStart: number,
): Promise<FloorlightError> {
  const log = await readFrom(join(directory, 'redis.log'), logStart);
  const warnings = log.split('\n').filter((line) => / # /.test(line) && !/WARNING|# Server init/.test(line));
  const said = (warnings.at(-1) ?? log.trim().split('\n').at(-1) ?? '').replace(/^.*? # /, '');
  const what = `The private Redis did not start on ${directory}. It says: "${said || 'nothing'}".`;
  if (!/append only|AOF|manifest/i.test(said)) return unavailable(`${what} All data is still there.`);
  const check = join(dirname(binary), basename(binary).replace('-server', '-check-aof'));
  const manifest = join(directory, 'appendonlydir', 'appendonly.aof.manifest');
  const repair = `cp -a '${directory}' '${directory}.damaged' && ${check} --fix '${manifest}'`;
  return unavailable(`${what} Nothing was changed. Keep a copy and repair it with:\n  ${repair}`);
}

/** Ends a Redis on this directory whose socket was lost: two at once would destroy the append-only file. */
export async function endStray(directory: string): Promise<void> {
  const pid = Number(await readFile(join(directory, 'redis.pid'), 'utf8').catch(() => '0'));
  while (pid > 1 && (await readlink(`/proc/${pid}/cwd`).catch(() => null)) === directory) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
    await sleep(50);
  }
}

async function readFrom(path: string, position: number): Promise<string> {
  const file = await open(path).catch(() => null);
  if (!file) return '';
  try {
    const buffer = Buffer.alloc(65_536);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

const unavailable = (message: string) => new FloorlightError('LEDGER_UNAVAILABLE', message);
