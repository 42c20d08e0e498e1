import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'redis';

/** `silent` is one that takes connections and does not answer: stopped, or busy for long. */
export type Pulse = 'ready' | 'loading' | 'silent' | 'absent';

const ANSWER_WITHIN_MS = 3_000;

/** How the Redis on a Unix socket is. */
export async function pulseOf(socket: string): Promise<Pulse> {
  const reply = await ask(socket, 'PING');
  if (reply === 'silent' || reply === 'absent') return reply;
  return reply.startsWith('-LOADING') ? 'loading' : 'ready';
}

/** How much of its data it has read, in words for a log. */
export async function loadingProgress(socket: string): Promise<string> {
  const percent = /loading_loaded_perc:([\d.]+)/.exec(await ask(socket, 'INFO persistence'))?.[1];
  return percent === undefined ? 'Redis is starting' : `Redis has loaded ${percent} % of its data`;
}

/** Ends it in good order: what it holds is on disk before its socket goes. Tells whether it is gone. */
export async function shutDown(socket: string, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  await ask(socket, 'SHUTDOWN');
  while ((await pulseOf(socket)) !== 'absent') {
    if (Date.now() > until) return false;
    await sleep(5);
  }
  return true;
}

export type Identity = { readonly directory: string; readonly keepsAll: boolean; readonly pid: number };

/** Which Redis it is that answers on a socket: where it keeps its files, and whether it keeps everything. */
export async function identityOf(socket: string): Promise<Identity> {
  const client = createClient({ socket: { path: socket, tls: false, reconnectStrategy: false } });
  client.on('error', () => client.isOpen && client.destroy());
  await client.connect();
  try {
    const settings = await client.configGet(['dir', 'appendonly']);
    const pid = /process_id:(\d+)/.exec(await client.info('server'))?.[1];
    return { directory: settings.dir ?? '', keepsAll: settings.appendonly === 'yes', pid: Number(pid) };
  } finally {
    await client.close();
  }
}

/** Changes one setting of a running Redis. */
export async function configure(socket: string, name: string, value: string): Promise<void> {
  const reply = await ask(socket, `CONFIG SET ${name} ${value}`);
  if (!reply.startsWith('+OK')) throw new Error(`Redis refused to set ${name} to ${value}: ${reply.trim()}`);
}

/** One inline command, the first part of its reply. Needs no client and works while Redis is loading. */
function ask(socket: string, command: string): Promise<string> {
  return new Promise((resolve) => {
    const connection = connect(socket, () => connection.write(`${command}\r\n`));
    connection.setTimeout(ANSWER_WITHIN_MS, () => connection.destroy());
    connection.once('data', (reply) => {
      resolve(reply.toString());
      connection.destroy();
    });
    connection.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ENOENT' || code === 'ECONNREFUSED') resolve('absent');
    });
    connection.on('close', () => resolve('silent'));
  });
}
