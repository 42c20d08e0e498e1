import { hash } from 'node:crypto';
import { type FileHandle, open, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** How a file begins: what tells it from every other one, since every line bears its time and numbers are reused. */
export type Head = { readonly bytes: number; readonly digest: string };

/** A log file that is being read. `offset` is where its first line begins that has not been handed over. */
export type OpenLog = {
  readonly handle: FileHandle;
  readonly path: string;
  readonly inode: string;
  offset: number;
  head: Head;
};

/** Where reading stopped; survives a restart. */
export type Position = {
  readonly inode: string;
  readonly offset: number;
  readonly head: Head;
};

const HEAD_BYTES = 256;
export const noHead: Head = { bytes: 0, digest: '' };

export async function openLog(path: string): Promise<OpenLog | null> {
  const handle = await open(path, 'r').catch(whenMissing);
  if (!handle) return null;
  const { dev, ino } = await handle.stat();
  return { handle, path, inode: `${dev}:${ino}`, offset: 0, head: noHead };
}

/** Whether the file still begins as it did. A file that is shorter than that does not. */
export async function hasHead(handle: FileHandle, head: Head): Promise<boolean> {
  if (head.bytes === 0) return true;
  const start = await startOf(handle, head.bytes);
  return start.length === head.bytes && digestOf(start) === head.digest;
}

/** The head to remember, once `offset` bytes are known to stay. */
export async function headOf(handle: FileHandle, offset: number): Promise<Head> {
  const start = await startOf(handle, Math.min(HEAD_BYTES, offset));
  return start.length === 0 ? noHead : { bytes: start.length, digest: digestOf(start) };
}

async function startOf(handle: FileHandle, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

const digestOf = (bytes: Buffer): string => hash('sha256', bytes, 'base64url').slice(0, 22);

/** Finds the file that reading stopped in, under its own name or a rotated one, and goes to the place. */
export async function reopenLog(path: string, position: Position): Promise<OpenLog | null> {
  const found: OpenLog[] = [];
  const consider = async (log: OpenLog | null) => {
    if (!log) return;
    const { size } = await log.handle.stat();
    if (size >= position.offset && (await hasHead(log.handle, position.head))) {
      found.push(Object.assign(log, { offset: position.offset, head: position.head }));
    } else await log.handle.close();
  };
  // The log itself first: if it is rotated in between, it is found again beside the new one.
  await consider(await openLog(path));
  for (const sibling of await siblingsOf(path)) await consider(await openLog(sibling.path));
  // A copy begins as its original does; where both are there, the original is the one that grows.
  const best = found.find((log) => log.inode === position.inode) ?? found[0] ?? null;
  for (const log of found) if (log !== best) await log.handle.close();
  return best;
}

export type Sibling = {
  readonly path: string;
  readonly inode: string;
  readonly changedAt: bigint;
  /** The time of its first line: tells which is older where file times are too coarse. */
  readonly beginsAt: string;
};

/** Rotated files beside a log, oldest first, without those that are empty. Packed ones are left to `floorlight import`. */
export async function siblingsOf(path: string): Promise<Sibling[]> {
  const folder = dirname(path);
  const name = basename(path);
  const names = (await readdir(folder).catch(whenMissing)) ?? [];
  const siblings: Sibling[] = [];
  for (const other of names) {
    const isRotated = other.startsWith(`${name}.`) || other.startsWith(`${name}-`);
    if (!isRotated || /\.(gz|xz|bz2|zst|zip)$/.test(other)) continue;
    const log = await openLog(join(folder, other));
    if (!log) continue;
    const stat = await log.handle.stat({ bigint: true });
    const isLog = stat.isFile() && stat.size > 0n;
    const beginsAt = isLog ? (await startOf(log.handle, 10)).toString('latin1') : '';
    await log.handle.close();
    if (isLog) siblings.push({ path: log.path, inode: log.inode, changedAt: stat.mtimeNs, beginsAt });
  }
  return siblings.sort((a, b) => {
    if (a.changedAt !== b.changedAt) return a.changedAt < b.changedAt ? -1 : 1;
    return a.beginsAt < b.beginsAt ? -1 : a.beginsAt > b.beginsAt ? 1 : 0;
  });
}

function whenMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
