import { readFileSync } from 'node:fs';
import { createClient, defineScript, type RedisClientOptions } from 'redis';
import { FloorlightError } from '#domain/errors.ts';

/** A script of this folder: keys, then arguments. EVALSHA, and EVAL where the server does not know it yet. */
const scriptOf = <Reply>(file: string) =>
  defineScript({
    SCRIPT: readFileSync(new URL(file, import.meta.url), 'utf8'),
    parseCommand(parser, keys: readonly string[], args: readonly string[]) {
      parser.pushKeysLength([...keys]);
      parser.push(...args);
    },
    transformReply: (reply: Reply) => reply,
  });
const scripts = {
  apply: scriptOf<number[]>('./apply.lua'),
  claim: scriptOf<number[]>('./claim.lua'),
};

const ANSWER_MS = 5_000;

/**
 * Connects a client that knows the scripts. Commands sent while there is no connection fail at once instead of piling
 * up, because whoever sent the event keeps it and sends it again.
 */
export async function connect(options: RedisClientOptions, onError: (error: unknown) => void) {
  const client = createClient({
    // Options of callers name an address; the modules and scripts are ours.
    ...(options as Pick<RedisClientOptions, 'url' | 'socket' | 'username' | 'password' | 'database'>),
    RESP: 2,
    disableOfflineQueue: true,
    scripts,
  });
  client.on('error', onError);
  await client.connect();
  return client;
}
export type Client = Awaited<ReturnType<typeof connect>>;

/** Waits for an answer, but not for ever: a store that stands still is as good as none. */
export async function answered<T>(reply: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWER_MS} ms`)), ANSWER_MS);
  });
  try {
    return await Promise.race([reply, late]);
  } catch (cause) {
    throw new FloorlightError('LEDGER_UNAVAILABLE', undefined, { cause });
  } finally {
    clearTimeout(timer);
  }
}
