import { io } from 'socket.io-client';
import type { ServerToWall, WallToServer } from '#domain/protocol.ts';
import type { Link } from './connection.ts';

/** The real link: a websocket to the server this page came from, tried again for ever and at least once a second. */
export function openSocket(token: string | null): Link {
  const socket = io({
    path: '/socket.io',
    transports: ['websocket'],
    autoConnect: false,
    reconnectionDelay: 200,
    reconnectionDelayMax: 1_000,
    timeout: 2_000,
    auth: token === null ? {} : { token },
  });
  return {
    // The client's own types for events are wider than the protocol's; these name exactly the same calls.
    on: (event, listener) => socket.on(event as keyof ServerToWall, listener as never),
    emit: (event, ...args) => socket.emit(event as keyof WallToServer, ...args),
    connect: () => socket.connect(),
    disconnect: () => socket.disconnect(),
    renew: () => socket.io.engine?.close(),
    get connected() {
      return socket.connected;
    },
    get active() {
      return socket.active;
    },
  };
}
