import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
export const TEST_KEY = 'key-of-the-tests-0123456789abcdef';

export type Floorlight = {
  readonly url: string;
  readonly tvLink: string;
  readonly setupLink: string | null;
  /** Everything that it printed so far. */
  output(): string;
  get(path: string): Promise<unknown>;
  post(path: string, body: unknown, type?: string): Promise<Response>;
  /** Sends a signal; for one that ends it, resolves when it is gone. */
  signal(signal: NodeJS.Signals): Promise<void>;
};

/** A data directory of the test's own, and the way to start servers on it one after the other. */
export async function floorlightBench() {
  const dataDir = await mkdtemp(join(tmpdir(), 'floorlight-e2e-'));
  const running = new Set<ChildProcess>();

  async function start(environment: Record<string, string> = {}): Promise<Floorlight> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        FLOORLIGHT_ENV_FILE: 'none',
        FLOORLIGHT_CONFIG: '',
        FLOORLIGHT_DATA_DIR: dataDir,
        FLOORLIGHT_PORT: '0',
        FLOORLIGHT_INSTALL: 'never',
        FLOORLIGHT_DEMO: 'off',
        FLOORLIGHT_DURABILITY: 'fast',
        FLOORLIGHT_SITE_TIMEZONE: 'UTC',
        FLOORLIGHT_BOOTSTRAP_KEY: TEST_KEY,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });
    child.stderr.on('data', (text) => {
      printed += text;
    });
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    void gone.then(() => running.delete(child));
    const address = () => /Floorlight is at (\S+)/.exec(printed)?.[1];
    await until(() => {
      if (child.exitCode !== null) throw new Error(`the server ended at its start:\n${printed}`);
      return printed.includes('The wall for a TV') && address() !== undefined;
    });
    const url = address() ?? '';
    const headers = { authorization: `Bearer ${TEST_KEY}` };
    return {
      url,
      tvLink: /(\S+\/tv\/floor\?token=\S+)/.exec(printed)?.[1] ?? '',
      setupLink: /(\S+\/setup\?token=\S+)/.exec(printed)?.[1] ?? null,
      output: () => printed,
      async get(path) {
        const answer = await fetch(url + path, { headers });
        return answer.json();
      },
      post: (path, body, type = 'application/cloudevents+json') =>
        fetch(url + path, {
          method: 'POST',
          headers: { ...headers, 'content-type': type },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      async signal(signal) {
        child.kill(signal);
        if (['SIGKILL', 'SIGTERM', 'SIGINT'].includes(signal)) await gone;
      },
    };
  }

  return {
    dataDir,
    start,
    async end(): Promise<void> {
      // A server that is told to end takes its Redis with it; one that was killed leaves it to the next start.
      const last = running.size > 0 ? null : await start();
      await last?.signal('SIGTERM');
      for (const child of running) {
        child.kill('SIGCONT');
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await gone;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits for a condition; the test's own time limit is the limit. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((wake) => setTimeout(wake, 20));
}
