import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkout } from '../../server/config.ts';
import { demoProfile } from '../simulation/profile.ts';
import type { Bench } from './bench.ts';
import { batchesOf, lifeUntil } from './life.ts';
import { BATCH, ONE, type Sender, sendAll } from './sender.ts';
import { ended, KEY } from './server.ts';

const HOURS = 1.5;
const FLOWING = 20_000;
/** So few that a further queue has its place on the wall. */
const queues = demoProfile.queues.slice(0, 3);

/** Further walls that look at the same board, in a process of their own. */
export async function openViewers(bench: Bench, url: string, count: number): Promise<void> {
  const script = 'scripts/bench/viewers.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, KEY, String(count)], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  bench.defer(() => ended(child));
  const [ready] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [])]);
  if (!String(ready ?? '').startsWith('ready')) throw new Error('the further walls could not connect');
}

/** Brings a centre to life and then lets its events flow, `rate` a second, one a request; answers how to stop it. */
export async function letFlow(sender: Sender, rate: number): Promise<() => Promise<void>> {
  const life = lifeUntil(Date.now(), HOURS, 2, queues);
  const flowing = life.splice(Math.max(0, life.length - FLOWING));
  await sendAll(sender, batchesOf(life, 100), { type: BATCH, connections: 2 });
  let isOver = false;
  const flow = async () => {
    const startedAt = performance.now();
    const posts: Promise<unknown>[] = [];
    for (let nth = 0; !isOver && nth < flowing.length; nth++) {
      const wait = startedAt + (nth * 1_000) / rate - performance.now();
      if (wait > 1) await sleep(wait);
      posts.push(sender.post(Buffer.from(JSON.stringify(flowing[nth])), ONE));
    }
    await Promise.all(posts);
  };
  const flowed = flow();
  flowed.catch(() => {});
  return async () => {
    isOver = true;
    await flowed;
  };
}
