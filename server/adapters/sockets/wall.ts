import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Heartbeat, ServerToWall, WallToServer } from '#domain/protocol.ts';
import type { Boards } from '../../ports/boards.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/event-source.ts';
import type { Access } from '../access/access.ts';
import type { Principal } from '../access/principal.ts';
import { createDoor } from './wall-door.ts';
import { createWallSocket, type Held } from './wall-socket.ts';

const MESSAGE_BYTES = 16_384;
const STALLED_MS = 30_000;
/** So long a wall may take to answer that it was told to go. */
const GOODBYE_MS = 1_000;

export type WallDeps = {
  readonly server: HttpServer;
  readonly boards: Boards;
  readonly access: Access;
  readonly clock: Clock;
  readonly log: Log;
  readonly build: string;
  /** For tests that do not want to wait a second. */
  readonly heartbeatMs?: number;
};
export type WallIo = Server<WallToServer, ServerToWall, Record<string, never>, Held>;
export type WallSocket = Socket<WallToServer, ServerToWall, Record<string, never>, Held>;

/** The room of a feed; a prefix of its own, for every socket is in a room by its own id too. */
export const roomOf = (feed: string): string => `feed/${feed}`;

/** Shows boards to browsers over WebSockets: a snapshot, then patches, and a heartbeat every second. */
export function openWall(deps: WallDeps): { count(): number; close(): Promise<void> } {
  const { boards, clock, log, access } = deps;
  const door = createDoor(access);
  const io: WallIo = new Server(deps.server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    connectTimeout: 10_000,
    allowRequest: (request, decide) => {
      const isOwn = door.isOwnPage(request);
      decide(isOwn ? null : 'This page is of another origin.', isOwn);
    },
  });

  io.use((socket, next) => {
    door.admit(socket.handshake, socket.handshake.headers.origin).then(
      (principal) => {
        // Who left while being looked up must not be counted: nothing would count them out.
        if (socket.conn.readyState !== 'open') return next(new Error('gone'));
        const leave = principal && door.enter(principal);
        if (!principal || !leave) return next(new Error(principal ? 'too-many' : 'not-signed-in'));
        socket.conn.once('close', leave);
        socket.data = { principal, feed: null, flowedAt: clock.now() };
        next();
      },
      (error: unknown) => {
        log.warn({ err: error }, 'could not tell who opens a socket');
        next(new Error('unavailable'));
      },
    );
  });
  io.on('connection', (socket) => createWallSocket(socket, deps));

  // A wall that cannot take a patch now misses it: the next heartbeat tells it to ask for a snapshot.
  const stopPatches = boards.onPatch((room, patch) => {
    io.local.to(roomOf(room)).volatile.emit('patch', patch);
  });
  const beat = setInterval(() => {
    // Before anything is sent: a line is busy for a moment after each message.
    closeStalled(io, clock, log);
    beatOnce(io, deps);
    closeRevoked(io).catch((error: unknown) => log.warn({ err: error }, 'could not check credentials'));
  }, deps.heartbeatMs ?? 1_000);

  return {
    count: door.count,
    async close() {
      clearInterval(beat);
      stopPatches();
      const lines = Array.from(io.sockets.sockets.values(), ({ request }) => request.socket);
      const cut = setTimeout(() => {
        for (const line of lines) line.destroy();
      }, GOODBYE_MS);
      await io.close();
      clearTimeout(cut);
    },
  };
}

/** One heartbeat for each feed, encoded once for all of its walls. */
function beatOnce(io: WallIo, { boards, clock, build }: WallDeps): void {
  const feeds = new Set<string>();
  for (const { data } of io.sockets.sockets.values()) if (data.feed !== null) feeds.add(data.feed);
  if (feeds.size === 0) return;
  const { ledger, sources } = boards.health();
  for (const feed of feeds) {
    const heartbeat: Heartbeat = {
      at: clock.now(),
      revision: boards.revisionOf(feed),
      build,
      ledger,
      sources,
    };
    io.local.to(roomOf(feed)).emit('heartbeat', heartbeat);
  }
}

/** A connection that took nothing for 30 s is closed, so that what waits for it does not pile up. */
function closeStalled(io: WallIo, clock: Clock, log: Log): void {
  for (const socket of io.sockets.sockets.values()) {
    if (socket.conn.transport.writable) {
      socket.data.flowedAt = clock.now();
    } else if (clock.now() - socket.data.flowedAt >= STALLED_MS) {
      log.info({ principal: socket.data.principal.kind }, 'closed a stalled socket');
      // Closing it politely would wait for an answer that does not come.
      socket.request.socket.destroy();
    }
  }
}

/** Closes the sockets whose credential ran out or was revoked. Each credential is looked up once. */
async function closeRevoked(io: WallIo): Promise<void> {
  const holders = new Map<string, { principal: Principal; sockets: WallSocket[] }>();
  for (const socket of io.sockets.sockets.values()) {
    const { principal } = socket.data;
    const holder = holders.get(principal.id) ?? { principal, sockets: [] };
    holder.sockets.push(socket);
    holders.set(principal.id, holder);
  }
  const checks = Array.from(holders.values(), async ({ principal, sockets }) => {
    if (await principal.isStillValid()) return;
    for (const socket of sockets) {
      socket.emit('refused', { reason: 'not-signed-in' });
      socket.disconnect(true);
    }
  });
  await Promise.all(checks);
}
