import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a part of the benchmark is given: where it may write, and how to have things undone at the end. */
export type Bench = {
  /** Where servers leave their CPU profiles, when that was asked for. */
  readonly profiles: string | null;
  /** A new empty directory, removed at the end. */
  directory(): Promise<string>;
  /** Called at the end of the part, latest first, also when it fails or is interrupted. */
  defer(undo: () => Promise<unknown> | unknown): void;
  say(text: string): void;
};

/** A bench and the way to undo all that was deferred. */
export function createBench(profiles: string | null): Bench & { undo(): Promise<void> } {
  const undos: (() => Promise<unknown> | unknown)[] = [];
  const bench: Bench = {
    profiles,
    async directory() {
      const path = await mkdtemp(join(tmpdir(), 'floorlight-bench-'));
      bench.defer(() => rm(path, { recursive: true, force: true }));
      return path;
    },
    defer: (undo) => void undos.push(undo),
    say: (text) => void process.stderr.write(`bench: ${text}\n`),
  };
  return {
    ...bench,
    async undo() {
      for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) await undo();
    },
  };
}
