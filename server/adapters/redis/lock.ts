import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FloorlightError } from '#domain/errors.ts';
import { runDirOf } from './places.ts';

/** What the owner of a data directory tells whoever asks. */
export type Owner = {
  readonly pid: number;
  /** "trying" until it knows that no other owner is there. */
  readonly state: 'trying' | 'owner';
  readonly redis: 'starting' | 'external' | 'embedded' | 'memory';
};
export type DataDirLock = {
  tell(redis: Owner['redis']): void;
  release(): Promise<void>;
};

/** How long an owner is waited for that may just be ending: a restart begins before the last process is quite gone. */
const PATIENCE_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;
const prefix = 'owner-';

/**
 * Makes this process the one owner of a data directory, or throws DATA_DIR_IN_USE. An owner listens on a socket of its
 * own name, so the system itself ends the claim of a process that was killed. Everybody first listens and then looks for
 * others: of two who start together, at least one sees the other, and the one with the lower name stays.
 */
export async function lockDataDir(dataDir: string, patienceMs = PATIENCE_MS): Promise<DataDirLock> {
  const directory = await runDirOf(dataDir);
  for (const until = Date.now() + patienceMs; ; ) {
    const claim = await claimIn(directory);
    try {
      const standing = await standingOf(claim.name, directory);
      if (standing === 'first') return claim.own();
      if (standing !== 'later' && Date.now() >= until) throw inUse(dataDir, standing);
    } catch (error) {
      await claim.release();
      throw error;
    }
    await claim.release();
    await sleep(20 + Math.random() * 50);
  }
}

/** The live owner of a data directory, or `null`. */
export async function ownerOf(dataDir: string): Promise<Owner | null> {
  const claims = await claimsIn(await runDirOf(dataDir));
  return claims.find(({ owner }) => owner.state === 'owner')?.owner ?? null;
}

async function claimIn(directory: string) {
  // Process ids are reused and mean something else in each container; the random part makes the name unique.
  const name = `${prefix}${randomBytes(4).toString('hex')}.sock`;
  let told: Owner = { pid: process.pid, state: 'trying', redis: 'starting' };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.end(`${JSON.stringify(told)}\n`);
  });
  // It appears under its name only once it listens: a visible socket that refuses is that of a dead process.
  const hidden = join(directory, name.replace(prefix, 'start-'));
  await listen(server, hidden);
  await rename(hidden, join(directory, name));
  server.unref();
  const release = async () => {
    await rm(join(directory, name), { force: true });
    await new Promise((closed) => server.close(closed));
  };
  const tell = (redis: Owner['redis']) => {
    told = { ...told, redis };
  };
  const own = (): DataDirLock => {
    told = { ...told, state: 'owner' };
    return { tell, release };
  };
  return { name, own, release };
}

/** Where our claim stands: behind an owner, behind one who tries under a lower name, or before everybody. */
async function standingOf(name: string, directory: string): Promise<'first' | 'later' | Owner> {
  for (;;) {
    const others = (await claimsIn(directory)).filter((claim) => claim.name !== name);
    const owner = others.find((claim) => claim.owner.state === 'owner')?.owner;
    if (owner) return owner;
    if (others.length === 0) return 'first';
    if (others.some((claim) => claim.name < name)) return 'later';
    await sleep(10);
  }
}

async function claimsIn(directory: string): Promise<{ name: string; owner: Owner }[]> {
  const names = (await readdir(directory)).filter((name) => name.startsWith(prefix)).sort();
  const claims = names.map(async (name) => ({ name, owner: await askOwner(join(directory, name)) }));
  return (await Promise.all(claims)).flatMap(({ name, owner }) => (owner ? [{ name, owner }] : []));
}

/** Asks a socket who listens; removes it when nobody does, which is safe because its name is never used again. */
async function askOwner(path: string): Promise<Owner | null> {
  const answer = await answerOf(path);
  if (answer === 'refused') await rm(path, { force: true });
  if (answer === 'refused' || answer === 'absent') return null;
  // One that is too busy to answer is alive all the same.
  return answer === 'busy' ? { pid: 0, state: 'owner', redis: 'starting' } : JSON.parse(answer);
}

function answerOf(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = '';
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      resolve(code === 'ENOENT' ? 'absent' : code === 'ECONNREFUSED' ? 'refused' : 'busy');
    });
    socket.on('close', () => resolve(answer.endsWith('\n') ? answer : 'busy'));
  });
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function inUse(dataDir: string, { pid }: Owner): FloorlightError {
  const who = pid === 0 ? 'a process that does not answer' : `process ${pid}`;
  const what = `The data directory ${dataDir} is in use by another Floorlight (${who}).`;
  const mend = 'Stop it, or give this one a directory of its own with FLOORLIGHT_DATA_DIR.';
  return new FloorlightError('DATA_DIR_IN_USE', `${what} ${mend}`, { details: { dataDir, pid } });
}
