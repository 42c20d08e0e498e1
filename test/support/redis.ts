import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type PrivateRedis = {
  readonly socket: string;
  /** For FLOORLIGHT_REDIS_URL. */
  readonly url: string;
  readonly pid: number;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
  /** Sends a signal and waits until the process is gone; its data stays for `start`. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same data. */
  start(): Promise<void>;
};

/** A Redis of the test's own, on a Unix socket in a temporary directory; it keeps an append-only file. */
export async function privateRedis(options: { args?: readonly string[] } = {}): Promise<PrivateRedis> {
  const directory = await mkdtemp(join(tmpdir(), 'floorlight-redis-'));
  const socket = join(directory, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', socket, '--unixsocketperm', '700', '--dir', directory];
  args.push('--save', '', '--appendonly', 'yes', '--appendfsync', 'everysec', ...(options.args ?? []));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(redisBinary(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    let log = '';
    started.stdout?.on('data', (chunk) => {
      log += chunk;
    });
    while (!(await answers(socket))) {
      if (started.exitCode !== null) throw new Error(`redis-server ended at its start:\n${log}`);
      await new Promise((wake) => setTimeout(wake, 5));
    }
  }

  async function kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const dying = child;
    child = null;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    await gone;
  }

  await start();
  return {
    socket,
    url: `unix://${socket}`,
    get pid() {
      return child?.pid ?? 0;
    },
    start,
    kill,
    async stop() {
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** The redis-server that `npm test` found, or the first one in PATH. */
export function redisBinary(): string {
  const given = process.env.FLOORLIGHT_TEST_REDIS;
  if (given) return given;
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/opt/homebrew/bin'];
  const candidates = directories.flatMap((directory) => [
    join(directory, 'redis-server'),
    join(directory, 'valkey-server'),
  ]);
  const found = candidates.find((candidate) => existsSync(candidate));
  if (!found) throw new Error('These tests need redis-server or valkey-server; "npm test" installs one.');
  return found;
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.once('connect', () => connection.write('PING\r\n'));
    connection.once('data', (reply) => {
      connection.destroy();
      resolve(reply.toString().startsWith('+PONG'));
    });
    connection.once('error', () => resolve(false));
  });
}
