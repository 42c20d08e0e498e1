import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkout } from '../../server/config.ts';
import type { Bench } from './bench.ts';
import type { Row } from './row.ts';
import { addressesOf, ended, environmentOf, KEY } from './server.ts';

const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 180_000;

/** From a fresh clone to a number that moves; the download of the node modules is timed by itself. */
export async function benchFresh(bench: Bench): Promise<Row[]> {
  const directory = join(await bench.directory(), 'clone');
  const env = await environmentOf(bench, { FLOORLIGHT_LOG_LEVEL: 'warn' });
  bench.say('cloning');
  const cloned = await timed(['git', 'clone', '--quiet', checkout, directory], checkout, env);
  bench.say('npm ci');
  const installed = await timed(['npm', 'ci', '--silent'], directory, env);
  bench.say('npm start');
  const startedAt = performance.now();
  // A process group of its own: npm starts a shell that starts us, and all of them must end.
  const child = spawn('npm', ['start'], { cwd: directory, env, stdio: ['ignore', 'pipe', 'ignore'] });
  bench.defer(() => ended(child));
  const { url } = await addressesOf(child);
  await untilMoving(url);
  const moving = (performance.now() - startedAt) / 1_000;
  await ended(child);
  const total = cloned + moving;
  return [
    { what: 'clone to first moving number, without npm ci', value: total, unit: 's', aim: { atMost: 60 } },
    { what: '  git clone', value: cloned, unit: 's' },
    {
      what: '  npm start to first moving number',
      value: moving,
      unit: 's',
      ratio: moving / installed,
      baseline: 'npm ci',
    },
    { what: '  npm ci', value: installed, unit: 's' },
  ];
}

async function timed(command: readonly string[], cwd: string, env: Record<string, string>): Promise<number> {
  const [program = '', ...args] = command;
  const startedAt = performance.now();
  const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}`);
  return (performance.now() - startedAt) / 1_000;
}

/** Waits until two looks at the same figures differ. */
async function untilMoving(url: string): Promise<void> {
  let first: string | null = null;
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(LOOK_EVERY_MS)) {
    const response = await fetch(`${url}/v1/live`, { headers: { authorization: `Bearer ${KEY}` } });
    if (!response.ok) continue;
    const { total } = (await response.json()) as { total: unknown };
    const figures = JSON.stringify(total);
    first ??= figures;
    if (figures !== first) return;
  }
  throw new Error('no number moved');
}
