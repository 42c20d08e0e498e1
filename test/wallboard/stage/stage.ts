import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import type { Board } from '#domain/board.ts';
import type { Heartbeat, Refused, ServerToWall, WallToServer } from '#domain/protocol.ts';
import { at, customers } from '../boards.ts';

/** A server with the built pages and a board of one's choice: pages can be looked at without a floor behind them. */
export type Play = {
  readonly board: Board;
  readonly ledger?: Heartbeat['ledger'];
  /** How many heartbeats are sent before the server falls silent; endless by default. */
  readonly heartbeats?: number;
  readonly sources?: Heartbeat['sources'];
  /** Refuses everybody, for this reason. */
  readonly refuse?: Refused;
  /** Where the built pages are; `wallboard/dist` by default. */
  readonly dist?: string;
};

const builtPages = fileURLToPath(new URL('../../../wallboard/dist', import.meta.url));
const pages: Readonly<Record<string, string>> = {
  '/': 'home',
  '/tv/floor': 'floor',
  '/me': 'me',
  '/retention': 'retention',
  '/sign-in': 'sign-in',
  '/setup': 'sign-in',
};
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";

export async function openStage({
  board,
  ledger,
  heartbeats = Infinity,
  sources,
  refuse,
  dist = builtPages,
}: Play) {
  const http = createServer((request, response) => void answer(request, response, board, dist));
  const io = new Server<WallToServer, ServerToWall>(http, { transports: ['websocket'], serveClient: false });
  const beat = (revision: number): Heartbeat => ({
    at,
    revision,
    build: 'stage',
    ledger: ledger ?? { ok: true, since: at },
    sources: sources ?? [
      { source: 'asterisk', lastEventAt: at - 2_000, lastReceivedAt: at - 2_000, silent: false },
    ],
  });
  const timers: NodeJS.Timeout[] = [];
  io.on('connection', (socket) => {
    socket.on('hello', () => {
      if (refuse) return void socket.emit('refused', { reason: refuse });
      const startedAt = Date.now();
      const now = () => at + Date.now() - startedAt;
      socket.emit('snapshot', { revision: 1, board, at: now() });
      let left = heartbeats;
      timers.push(
        setInterval(() => left-- > 0 && socket.emit('heartbeat', { ...beat(1), at: now() }), 1_000),
      );
      if (left-- > 0) socket.emit('heartbeat', { ...beat(1), at: now() });
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has an address with a port.
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    io,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await io.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  board: Board,
  dist: string,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://stage');
  const json = (body: unknown) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
  if (pathname === '/v1/customers') return void json({ rows: customersOn(board), cursor: null });
  if (pathname === '/v1/agents') return void json({ rows: agentsOn(board), cursor: null });
  const file = pathname in pages ? `/${pages[pathname]}.html` : normalize(pathname);
  try {
    const body = await readFile(join(dist, file));
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
    response.setHeader('content-security-policy', policy);
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
}

const customersOn = (board: Board) =>
  'customer/c-1000' in board
    ? customers.map((row) => ({
        ...row,
        scoredAt: new Date(row.scoredAt).toISOString(),
        lastContacts: row.lastContacts.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
      }))
    : [];

const agentsOn = (board: Board) =>
  'agent/anna' in board
    ? ['Anna Bergström', 'Ben Osei', 'Chiara Conti', 'Dmitri Petrov'].map((name) => ({
        agent: name.split(' ')[0]?.toLowerCase(),
        name,
        team: 'Billing',
        state: 'available',
        since: null,
        reason: null,
        queues: ['Billing'],
        figures: {},
      }))
    : [];
