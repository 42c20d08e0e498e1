import { stat } from 'node:fs/promises';
import { createLineSplitter, type RawLine } from './line-splitter.ts';
import {
  hasHead,
  headOf,
  noHead,
  type OpenLog,
  openLog,
  type Position,
  reopenLog,
  type Sibling,
  siblingsOf,
} from './log-files.ts';

/** Reads a log file as it grows, through rotation by renaming, by copying and truncating, deletion and return. */
export type Follower = {
  /** The next lines, possibly none of them whole yet; `null` when there is nothing to read now. */
  read(): Promise<readonly RawLine[] | null>;
  /** Where the first line begins that `read` has not given; `null` before any file was there. */
  position(): Position | null;
  close(): Promise<void>;
};

const CHUNK = 256 * 1_024;
const REMEMBERED = 64;

export function createFollower(
  path: string,
  options: { readonly from: Position | null; readonly lost: () => void },
): Follower {
  const splitter = createLineSplitter();
  const finished: string[] = [];
  let log: OpenLog | null = null;
  let from = options.from;
  let atEnd = true;
  let leaving = false;

  async function begin(): Promise<OpenLog | null> {
    if (from === null) return openLog(path);
    const known = await reopenLog(path, from);
    const opened = known ?? (await openLog(path));
    if (!opened) return null;
    if (!known && from.offset > 0) options.lost();
    from = null;
    return opened;
  }

  /** The file was emptied or written anew: what was not read of it may be in a copy. */
  async function restart(current: OpenLog): Promise<OpenLog> {
    const position = { inode: '', offset: current.offset, head: current.head };
    splitter.end();
    const copy = current.head.bytes > 0 ? await reopenLog(path, position) : null;
    if (copy) {
      await current.handle.close();
      return copy;
    }
    return Object.assign(current, { offset: 0, head: noHead });
  }

  async function wasReplaced(current: OpenLog): Promise<boolean> {
    const { size } = await current.handle.stat();
    return size < current.offset + splitter.pending() || !(await hasHead(current.handle, current.head));
  }

  /** Whether the log goes on in another file. While there is nothing in any, the writer may still hold this one. */
  async function goesOnElsewhere(current: OpenLog): Promise<boolean> {
    const there = await stat(path).catch(() => null);
    if (there && `${there.dev}:${there.ino}` === current.inode) return false;
    return (there !== null && there.size > 0) || (await youngerThan(current)) !== undefined;
  }

  /** More than one rotation may have happened at once: the oldest file that is younger and not read yet comes next. */
  async function youngerThan(current: OpenLog): Promise<Sibling | undefined> {
    const { mtimeNs } = await current.handle.stat({ bigint: true });
    return (await siblingsOf(path)).find(
      ({ inode, changedAt }) =>
        inode !== current.inode && changedAt >= mtimeNs && !finished.includes(`${inode}@${changedAt}`),
    );
  }

  async function leave(current: OpenLog): Promise<void> {
    const { mtimeNs } = await current.handle.stat({ bigint: true });
    finished.push(`${current.inode}@${mtimeNs}`);
    if (finished.length > REMEMBERED) finished.shift();
    // Opened before looking around: if the log is rotated in between, the file that was meant is found beside it.
    const there = await openLog(path);
    const next = await youngerThan(current);
    const found = next ? await openLog(next.path) : null;
    if (found) await there?.handle.close();
    await current.handle.close();
    log = found ?? there;
    leaving = false;
  }

  async function readChunk(current: OpenLog): Promise<RawLine[] | null> {
    const at = current.offset + splitter.pending();
    const { bytesRead, buffer } = await current.handle.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, at);
    if (bytesRead === 0) return null;
    const lines = splitter.push(buffer.subarray(0, bytesRead));
    current.offset = at + bytesRead - splitter.pending();
    if (current.head.bytes < 256) current.head = await headOf(current.handle, current.offset);
    return lines;
  }

  return {
    async read() {
      log ??= await begin();
      if (!log) return null;
      if (atEnd && (await wasReplaced(log))) log = await restart(log);
      const lines = await readChunk(log);
      atEnd = lines === null;
      if (lines) return lines;
      if (!(await goesOnElsewhere(log))) return null;
      if (!leaving) {
        // Something may have been written between the last read and the new file's first line.
        leaving = true;
        return [];
      }
      const last = splitter.end();
      await leave(log);
      return last ? [last] : [];
    },
    position: () => (log ? { inode: log.inode, offset: log.offset, head: log.head } : from),
    async close() {
      await log?.handle.close();
      log = null;
    },
  };
}
