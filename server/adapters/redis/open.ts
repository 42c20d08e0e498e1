import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';
import { FloorlightError } from '#domain/errors.ts';
import type { Config } from '../../config.ts';
import type { Log } from '../../ports/event-source.ts';
import { findRedis } from './find.ts';
import { installerOf, installPackage, redisPackage } from './install.ts';
import { lockDataDir, ownerOf } from './lock.ts';
import { privateSocketOf, startPrivateRedis } from './supervise.ts';

/** For node-redis's `createClient`, with whatever the caller adds. */
export type ClientOptions = {
  readonly url?: string;
  readonly database?: number;
  readonly socket: {
    readonly path?: string;
    readonly tls?: false;
    readonly reconnectStrategy: (tries: number) => number;
  };
};
export type Notice = { readonly text: string; readonly mend: string };
export type OpenedRedis = (
  | { readonly kind: 'external' | 'embedded'; readonly clientOptions: ClientOptions; readonly notice: null }
  | { readonly kind: 'memory'; readonly clientOptions: null; readonly notice: Notice }
) & {
  /** Stops the private Redis, if that is what it is, and lets go of the data directory. */
  close(): Promise<void>;
};

/** What this machine can do; tests take parts of it away. */
export type Machine = {
  find(searchPath: string): Promise<string | null>;
  install(searchPath: string, log: Log): Promise<boolean>;
};
const thisMachine: Machine = {
  find: findRedis,
  install: (searchPath, log) => installPackage(redisPackage, searchPath, log),
};

type Wanted = Pick<Config, 'dataDir' | 'redisUrl' | 'durability' | 'install' | 'searchPath'>;
const WAIT_FOR_EXTERNAL_MS = 30_000;

/**
 * Takes the data directory (or throws DATA_DIR_IN_USE) and finds a Redis: the one of FLOORLIGHT_REDIS_URL, a private one
 * with a program of this machine, a private one with a program that the package manager installs, or none at all.
 */
export async function openRedis(config: Wanted, log: Log, machine = thisMachine): Promise<OpenedRedis> {
  const lock = await lockDataDir(config.dataDir);
  try {
    const opened = await openUnlocked(config, log, machine);
    lock.tell(opened.kind);
    const close = async () => {
      await opened.close();
      await lock.release();
    };
    return { ...opened, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/** How to reach the Redis of a Floorlight that runs on this data directory, or `null` when none does. */
export async function connectRunning(config: Wanted): Promise<ClientOptions | null> {
  for (;;) {
    const owner = await ownerOf(config.dataDir);
    if (owner === null) return null;
    if (owner.redis === 'memory') {
      const what = `The Floorlight that runs (process ${owner.pid}) has no Redis and keeps nothing.`;
      throw new FloorlightError('LEDGER_UNAVAILABLE', `${what} Stop it first, or give it a Redis.`);
    }
    if (owner.redis === 'embedded') return socketOptions(await privateSocketOf(config.dataDir));
    if (owner.redis === 'external') return urlOptions(urlOf(config));
    await sleep(50);
  }
}

async function openUnlocked(config: Wanted, log: Log, machine: Machine): Promise<OpenedRedis> {
  if (config.redisUrl !== null) return openExternal(urlOptions(config.redisUrl), log);
  const binary = (await machine.find(config.searchPath)) ?? (await installed(config, log, machine));
  if (binary !== null) {
    const { dataDir, durability } = config;
    const { socket, close } = await startPrivateRedis({ binary, dataDir, durability, log });
    return { kind: 'embedded', clientOptions: socketOptions(socket), notice: null, close };
  }
  const { command: mend } = await installerOf(redisPackage, config.searchPath);
  const notice = { text: 'Nothing is kept: no Redis was found on this machine.', mend };
  log.warn({ mend }, notice.text);
  return { kind: 'memory', clientOptions: null, notice, close: async () => {} };
}

async function installed(config: Wanted, log: Log, machine: Machine): Promise<string | null> {
  if (config.install === 'never') return null;
  return (await machine.install(config.searchPath, log)) ? machine.find(config.searchPath) : null;
}

async function openExternal(clientOptions: ClientOptions, log: Log): Promise<OpenedRedis> {
  for (const until = Date.now() + WAIT_FOR_EXTERNAL_MS; ; await sleep(1_000)) {
    try {
      await lookAt(clientOptions, log);
      return { kind: 'external', clientOptions, notice: null, close: async () => {} };
    } catch (error) {
      // Only a Redis that is not there yet is worth waiting for; a wrong password stays wrong.
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === undefined || Date.now() > until) {
        const text = `The Redis of FLOORLIGHT_REDIS_URL cannot be used: ${message || code}`;
        throw new FloorlightError('LEDGER_UNAVAILABLE', text, { cause: error });
      }
      log.warn({ code }, 'waiting for the Redis of FLOORLIGHT_REDIS_URL');
    }
  }
}

/** Connects once, and warns of settings under which it forgets. A hosted Redis may refuse to tell them. */
async function lookAt(clientOptions: ClientOptions, log: Log): Promise<void> {
  const socket = { ...clientOptions.socket, reconnectStrategy: false, connectTimeout: 5_000 } as const;
  const client = createClient({ ...clientOptions, socket });
  client.on('error', () => client.isOpen && client.destroy());
  await client.connect();
  const settings = await client.configGet(['maxmemory-policy', 'appendonly', 'save']).catch(() => null);
  await client.close();
  const policy = settings?.['maxmemory-policy'] ?? 'noeviction';
  if (policy !== 'noeviction') log.warn({ policy }, 'this Redis drops data when its memory is full');
  if (settings?.appendonly === 'no') log.warn({}, 'this Redis has no append-only file: a crash loses events');
}

/** A restart of the private Redis takes a moment, so the first tries come quickly. */
const reconnectStrategy = (tries: number): number => Math.min(20 * 2 ** tries, 1_000) + Math.random() * 20;

const socketOptions = (path: string): ClientOptions => ({ socket: { path, tls: false, reconnectStrategy } });

function urlOptions(url: string): ClientOptions {
  if (!url.startsWith('unix://')) return { url, socket: { reconnectStrategy } };
  const [path = '', query] = url.slice('unix://'.length).split('?');
  const database = new URLSearchParams(query).get('db');
  return { ...socketOptions(path), ...(database === null ? {} : { database: Number(database) }) };
}

function urlOf({ redisUrl, dataDir }: Wanted): string {
  if (redisUrl !== null) return redisUrl;
  const what = `The Floorlight on ${dataDir} runs with a FLOORLIGHT_REDIS_URL that is not set here.`;
  throw new FloorlightError('CONFIG_INVALID', what);
}
