import { FloorlightError } from '#domain/errors.ts';
import type { Refused } from '#domain/protocol.ts';
import type { Feed } from '../../ports/boards.ts';
import type { Principal } from '../access/principal.ts';
import { createAllowance } from './allowance.ts';
import { roomOf, type WallDeps, type WallSocket } from './wall.ts';
import { readHello } from './wall-rights.ts';

/** What is kept with a socket. */
export type Held = {
  principal: Principal;
  /** The feed that it looks at. */
  feed: string | null;
  /** When everything that was sent had last been taken by the connection. */
  flowedAt: number;
};

/** One wall: says hello for a board, gets its snapshot and patches, may ask for another snapshot or another board. */
export function createWallSocket(socket: WallSocket, { boards, clock, log }: WallDeps): void {
  const mayAsk = createAllowance(clock);
  let feed: Feed | null = null;
  /** Counts hellos, so that an answer that took long knows that it was overtaken. */
  let asked = 0;

  function leave(): void {
    if (feed === null) return;
    void socket.leave(roomOf(feed.room));
    boards.close(feed.room);
    feed = null;
    socket.data.feed = null;
  }
  /** The socket stays: a refusal may end, and a wall that asks again is cheaper than one that connects again. */
  function refuse(reason: Refused): void {
    leave();
    socket.emit('refused', { reason });
  }
  function show(): void {
    if (feed !== null) socket.emit('snapshot', feed.snapshot());
  }

  async function follow(hello: unknown): Promise<void> {
    const turn = ++asked;
    const read = readHello(hello, socket.data.principal);
    if ('reason' in read) return refuse(read.reason);
    const opened = await boards.open(read.board);
    // The wall may be gone by now, or have asked for something else.
    if (turn !== asked || !socket.connected) return boards.close(opened.room);
    leave();
    feed = opened;
    socket.data.feed = opened.room;
    // Joining and showing happen at once, so no patch can come between: it is in the snapshot, or it follows it.
    void socket.join(roomOf(opened.room));
    show();
  }
  function failed(error: unknown): void {
    if (error instanceof FloorlightError && error.status < 500) {
      refuse('bad-request');
      return;
    }
    log.warn({ err: error }, 'could not open a board');
    // The wall comes back by itself, later and later.
    socket.conn.close();
  }

  socket.use((_, next) => {
    if (mayAsk()) next();
    else socket.disconnect(true);
  });
  socket.on('hello', (hello: unknown) => void follow(hello).catch(failed));
  socket.on('resync', show);
  socket.on('disconnect', () => {
    asked++;
    leave();
  });
  socket.on('error', (error) => log.warn({ err: error }, 'a socket failed'));
}
