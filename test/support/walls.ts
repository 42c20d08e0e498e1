import { io, type Socket } from 'socket.io-client';
import { onTestFinished } from 'vitest';
import type { ServerToWall, WallToServer } from '#domain/protocol.ts';
import { openWall } from '../../server/adapters/sockets/wall.ts';
import { createFakeBoards } from './fake-boards.ts';
import { BOOTSTRAP, startHttp } from './http.ts';
import { quietLog } from './quiet-log.ts';

export type Wall = Socket<ServerToWall, WallToServer>;
export const floor = { protocol: 1, board: { kind: 'floor' } } as const;
export const waiting = (count: number) => ({
  set: { waiting: { waiting: count, oldestOfferedAt: null } },
  removed: [],
});

/** A real server on fakes of the ports, and ways to connect to it. */
export async function startWalls({ heartbeatMs = 20 } = {}) {
  const http = await startHttp({ logLevel: 'silent' });
  const boards = createFakeBoards(http.clock.now);
  await http.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = http.app.server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const log = quietLog();
  const wall = openWall({ server: http.app.server, boards, ...http, log, build: 'b1', heartbeatMs });
  onTestFinished(() => wall.close());

  const connect = (headers: Record<string, string>, auth = {}): Wall => {
    const socket: Wall = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: headers,
      auth,
    });
    onTestFinished(() => void socket.disconnect());
    return socket;
  };
  const byKey = (): Wall => connect({}, { token: BOOTSTRAP });
  return { ...http, boards, wall, log, url, connect, byKey };
}
export const next = <E extends keyof ServerToWall>(
  socket: Wall,
  event: E,
): Promise<Parameters<ServerToWall[E]>[0]> => new Promise((resolve) => socket.once(event, resolve as never));
/** How a socket fared at the door. */
export const outcomeOf = (socket: Wall): Promise<string> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve('in'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
export const gone = (socket: Wall): Promise<string> =>
  new Promise((resolve) => socket.once('disconnect', resolve));
