import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FloorlightError } from '#domain/errors.ts';
import type { Log } from '../../ports/event-source.ts';
import { runDirOf } from './places.ts';
import {
  argumentsOf,
  endStray,
  failureOf,
  fsyncOf,
  logSizeOf,
  prepareRedisDir,
  refuseLostManifest,
} from './private-files.ts';
import { configure, identityOf, loadingProgress, pulseOf, shutDown } from './probe.ts';

export type PrivateRedis = {
  readonly socket: string;
  /** Whether it was already running, left behind by a Floorlight that was killed. */
  readonly adopted: boolean;
  close(): Promise<void>;
};
type Options = {
  readonly binary: string;
  readonly dataDir: string;
  readonly durability: 'durable' | 'fast';
  readonly log: Log;
};

const LONGEST_PAUSE_MS = 10_000;
const TELL_PROGRESS_EVERY_MS = 5_000;
const SHUT_DOWN_WITHIN_MS = 15_000;

export const privateSocketOf = async (dataDir: string): Promise<string> =>
  join(await runDirOf(dataDir), 'redis.sock');

/**
 * Starts the private Redis of a data directory, or adopts the one that a killed Floorlight left behind, and keeps it
 * running until `close`. Resolves when all data is loaded; rejects when the data cannot be loaded, and then leaves it as
 * it is. The caller holds the lock of the data directory.
 */
export async function startPrivateRedis({
  binary,
  dataDir,
  durability,
  log,
}: Options): Promise<PrivateRedis> {
  const directory = await prepareRedisDir(dataDir);
  const socket = await privateSocketOf(dataDir);
  let isClosing = false;
  let child: ChildProcess | null = null;
  let watch: Socket | null = null;
  let revival: Promise<void> = Promise.resolve();

  async function launch(): Promise<void> {
    await endStray(directory);
    await refuseLostManifest(directory);
    const logStart = await logSizeOf(directory);
    // A process group of its own: Ctrl-C in the terminal must not end it before the last events are written.
    const started = spawn(binary, argumentsOf(directory, socket, durability), {
      detached: true,
      stdio: 'ignore',
      env: { LC_ALL: 'C' },
    });
    child = started;
    let isDead = false;
    started.once('exit', () => {
      isDead = true;
    });
    started.once('error', () => {
      isDead = true;
    });
    started.unref();
    await untilReady(socket, log, () => isDead || isClosing);
    if (isDead) throw await failureOf(directory, binary, logStart);
  }

  function watchOver(): void {
    const connection = connect(socket);
    watch = connection;
    connection.unref();
    connection.on('error', () => connection.destroy());
    connection.on('close', () => {
      if (!isClosing) revival = revive();
    });
  }

  async function revive(): Promise<void> {
    if ((await pulseOf(socket)) === 'absent')
      log.warn({ socket }, 'the private Redis is gone; starting it again');
    for (let pauseMs = 50; !isClosing; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        if ((await pulseOf(socket)) === 'absent') await launch();
        else await untilReady(socket, log, () => isClosing);
        if (isClosing) return;
        log.info({ socket }, 'the private Redis is back with all its data');
        watchOver();
        return;
      } catch (error) {
        log.error({ error, pauseMs }, 'the private Redis does not start; trying again');
      }
      await pause(pauseMs, () => isClosing);
    }
  }

  const adopted = await adopt({ socket, directory, durability, log });
  if (!adopted) await launch();
  watchOver();

  return {
    socket,
    adopted,
    async close() {
      isClosing = true;
      watch?.destroy();
      await revival;
      if (await shutDown(socket, SHUT_DOWN_WITHIN_MS)) return;
      log.warn({ socket }, 'the private Redis does not end; the next start will take it over');
      child?.kill('SIGTERM');
    },
  };
}

async function adopt({
  socket,
  directory,
  durability,
  log,
}: Omit<Options, 'binary' | 'dataDir'> & {
  readonly socket: string;
  readonly directory: string;
}): Promise<boolean> {
  const pulse = await pulseOf(socket);
  if (pulse === 'absent') return false;
  if (pulse === 'silent') {
    throw new FloorlightError(
      'LEDGER_UNAVAILABLE',
      `The Redis on ${socket} does not answer; end that process.`,
    );
  }
  await untilReady(socket, log, () => false);
  const { directory: found, keepsAll, pid } = await identityOf(socket);
  if (found !== directory || !keepsAll) {
    const what = `The Redis on ${socket} (process ${pid}) is not the one of ${directory}: it keeps ${found}.`;
    throw new FloorlightError('DATA_DIR_IN_USE', `${what} End that process.`);
  }
  await configure(socket, 'appendfsync', fsyncOf(durability));
  log.info({ pid }, 'took over the private Redis that an earlier Floorlight left running');
  return true;
}

async function untilReady(socket: string, log: Log, isOver: () => boolean): Promise<void> {
  let tellAt = Date.now() + TELL_PROGRESS_EVERY_MS;
  while (!isOver() && (await pulseOf(socket)) !== 'ready') {
    if (Date.now() > tellAt) {
      log.info({ socket }, await loadingProgress(socket));
      tellAt += TELL_PROGRESS_EVERY_MS;
    }
    await sleep(5);
  }
}

async function pause(ms: number, isOver: () => boolean): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until && !isOver(); ) await sleep(Math.min(50, ms));
}
