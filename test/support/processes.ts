import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Running = {
  readonly pid: number;
  /** The next line that it prints, or `null` when it ended without one. */
  line(): Promise<string | null>;
  kill(signal: NodeJS.Signals): Promise<void>;
  readonly exited: Promise<number | null>;
};

/** A TypeScript file as a process of its own. */
export function runScript(path: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  return running(child);
}

function running(child: ChildProcess): Running {
  if (!child.stdout) throw new Error('a process of a test needs a pipe for its output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return {
    pid: child.pid ?? 0,
    exited,
    async line() {
      const next = await lines.next();
      return next.done ? null : next.value;
    },
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
  };
}
