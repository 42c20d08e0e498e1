import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkout } from '../../server/config.ts';
import type { Bench } from './bench.ts';

/** As `npm start` starts it: room for the short-lived objects of a round, which saves collecting them one by one. */
const asStarted = ['--max-semi-space-size=32'];

export const KEY = 'bench-key-for-servers-that-live-a-minute';
const START_MS = 60_000;
const STOP_MS = 30_000;

export type BenchServer = { readonly url: string; readonly tvUrl: string; stop(): Promise<void> };
type Environment = Readonly<Record<string, string>>;

/** A Floorlight of the benchmark's own: any free port, a new data directory, nothing of the machine's configuration. */
export async function startServer(
  bench: Bench,
  options: { readonly durability: 'fast' | 'durable' },
): Promise<BenchServer> {
  const profiling = bench.profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${bench.profiles}`];
  const child = spawn(process.execPath, [...profiling, ...asStarted, '--import', 'tsx', 'server/main.ts'], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: await environmentOf(bench, {
      FLOORLIGHT_DURABILITY: options.durability,
      FLOORLIGHT_DEMO: 'off',
      FLOORLIGHT_LOG_LEVEL: 'warn',
    }),
  });
  const stop = () => ended(child);
  bench.defer(stop);
  const { url, tvUrl } = await addressesOf(child);
  return { url, tvUrl, stop };
}

/** The environment of a server: nothing of ours goes in by itself. */
export async function environmentOf(bench: Bench, more: Environment): Promise<Record<string, string>> {
  const directory = await bench.directory();
  const empty = join(directory, 'empty.yaml');
  await writeFile(empty, '{}\n');
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('FLOORLIGHT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    FLOORLIGHT_DATA_DIR: join(directory, 'data'),
    FLOORLIGHT_CONFIG: empty,
    FLOORLIGHT_ENV_FILE: 'none',
    FLOORLIGHT_INSTALL: 'never',
    FLOORLIGHT_PORT: '0',
    FLOORLIGHT_BOOTSTRAP_KEY: KEY,
    ...more,
  };
}

/** Reads the addresses that a server prints when it listens. */
export async function addressesOf(child: ChildProcess): Promise<{ url: string; tvUrl: string }> {
  if (!child.stdout) throw new Error('the addresses are read from the output of the server');
  const late = setTimeout(() => child.kill('SIGTERM'), START_MS);
  let url = '';
  let tvUrl = '';
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    url ||= /Floorlight is at (\S+)/.exec(line)?.[1] ?? '';
    tvUrl ||= /wall for a TV: (\S+)/.exec(line)?.[1] ?? '';
    if (tvUrl !== '') break;
  }
  clearTimeout(late);
  // What it warns of from now on is for whoever runs the benchmark.
  child.stdout.pipe(process.stderr, { end: false });
  if (tvUrl === '') throw new Error('the server ended before it listened');
  return { url, tvUrl };
}

/** Asks a process to end, and ends it when it does not. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(late);
}
