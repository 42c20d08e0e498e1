import { setTimeout as passed } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { applyPatch, type Board } from '#domain/board.ts';
import { FloorlightError } from '#domain/errors.ts';
import type { NumberedPatch, ServerToWall, Snapshot, WallToServer } from '#domain/protocol.ts';
import { tvCookieOf } from '../../../server/adapters/access/tv.ts';
import { openWall } from '../../../server/adapters/sockets/wall.ts';
import { createFakeBoards } from '../../support/fake-boards.ts';
import { BOOTSTRAP, startHttp } from '../../support/http.ts';
import { quietLog } from '../../support/quiet-log.ts';

type Wall = Socket<ServerToWall, WallToServer>;
const floor = { protocol: 1, board: { kind: 'floor' } } as const;
const waiting = (count: number) => ({
  set: { waiting: { waiting: count, oldestOfferedAt: null } },
  removed: [],
});

async function start({ heartbeatMs = 20 } = {}) {
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
const next = <E extends keyof ServerToWall>(
  socket: Wall,
  event: E,
): Promise<Parameters<ServerToWall[E]>[0]> => new Promise((resolve) => socket.once(event, resolve as never));
/** How a socket fared at the door. */
const outcomeOf = (socket: Wall): Promise<string> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve('in'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
const gone = (socket: Wall): Promise<string> => new Promise((resolve) => socket.once('disconnect', resolve));

describe('who may hold a socket', () => {
  it('is decided by credential and origin', async () => {
    const { connect, url, signIn, tvToken, keyOf } = await start();
    const cookie = await signIn();
    const tvCookie = `floorlight-tv=${tvCookieOf(tvToken)}`;
    const evil = { origin: 'http://evil.test' };
    const own = { origin: url };
    const cases: [string, Wall, string][] = [
      ['nobody', connect({}), 'not-signed-in'],
      ['nobody of our page', connect(own), 'not-signed-in'],
      ['a session', connect({ ...own, cookie }), 'in'],
      ['a session without an origin', connect({ cookie }), 'not-signed-in'],
      ['a session from elsewhere', connect({ ...evil, cookie }), 'websocket error'],
      ['a key without an origin', connect({}, { token: BOOTSTRAP }), 'in'],
      ['a key in the header', connect({ authorization: `Bearer ${BOOTSTRAP}` }), 'in'],
      ['a key of scope read', connect({}, { token: (await keyOf('read')).text }), 'in'],
      ['a key of scope ingest', connect({}, { token: (await keyOf('ingest')).text }), 'not-signed-in'],
      ['a key from elsewhere', connect(evil, { token: BOOTSTRAP }), 'websocket error'],
      ['a TV by its cookie', connect({ ...own, cookie: tvCookie }), 'in'],
      ['a TV by its token', connect(own, { token: tvToken }), 'in'],
      ['a TV without an origin', connect({}, { token: tvToken }), 'not-signed-in'],
      ['a wrong token', connect(own, { token: 'wrong' }), 'not-signed-in'],
      ['a token that is no text', connect(own, { token: { $ne: 1 } }), 'not-signed-in'],
    ];
    const outcomes = await Promise.all(cases.map(async ([who, socket]) => [who, await outcomeOf(socket)]));
    expect(outcomes).toEqual(cases.map(([who, , outcome]) => [who, outcome]));
  });

  it('is answered over WebSocket only', async () => {
    const { url } = await start();
    const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    expect(answer.status).toBe(400);
  });

  it('has at most 20 in one session', async () => {
    const { connect, url, signIn, wall } = await start();
    const headers = { origin: url, cookie: await signIn() };
    const sockets = Array.from({ length: 20 }, () => connect(headers));
    expect(new Set(await Promise.all(sockets.map(outcomeOf)))).toEqual(new Set(['in']));
    expect(await outcomeOf(connect(headers))).toBe('too-many');
    expect(wall.count()).toBe(20);
    sockets[0]?.disconnect();
    await vi.waitFor(() => expect(wall.count()).toBe(19));
    expect(await outcomeOf(connect(headers))).toBe('in');
  });
});

describe('hello', () => {
  it('is answered by a snapshot, then by patches and heartbeats', async () => {
    const { byKey, boards, clock } = await start();
    boards.change('floor main ', waiting(3));
    const socket = byKey();
    socket.emit('hello', floor);
    const snapshot = await next(socket, 'snapshot');
    expect(snapshot).toEqual({ revision: 2, at: clock.now(), board: waiting(3).set });
    const patch = next(socket, 'patch');
    boards.change('floor main ', waiting(4));
    expect(await patch).toEqual({ from: 2, revision: 3, patch: waiting(4) });
    expect(await next(socket, 'heartbeat')).toEqual({
      at: clock.now(),
      revision: 3,
      build: 'b1',
      ledger: { ok: true, since: 0 },
      sources: [],
    });
    const again = next(socket, 'snapshot');
    socket.emit('resync');
    expect((await again).revision).toBe(3);
  });

  it.each([
    [{ ...floor, protocol: 2 }, 'protocol'],
    [null, 'protocol'],
    ['hello', 'protocol'],
    [{ protocol: 1, board: { kind: 'all' } }, 'bad-request'],
    [{ protocol: 1, board: { kind: 'me' } }, 'bad-request'],
    [{ protocol: 1, board: { kind: 'floor', site: '../x' } }, 'bad-request'],
    [{ protocol: 1, board: { kind: 'floor', room: 'x' } }, 'bad-request'],
    [{ protocol: 1, board: JSON.parse('{"kind":"floor","__proto__":{"site":"x"}}') }, 'bad-request'],
  ])('that cannot be understood is refused: %j', async (hello, reason) => {
    const { byKey } = await start();
    const socket = byKey();
    socket.emit('hello', hello as never);
    expect(await next(socket, 'refused')).toEqual({ reason });
  });

  it('of a TV opens the floor and nothing else', async () => {
    const { connect, url, tvToken, boards } = await start();
    const socket = connect({ origin: url }, { token: tvToken });
    socket.emit('hello', floor);
    await next(socket, 'snapshot');
    for (const board of [{ kind: 'me', agent: 'ana' }, { kind: 'retention' }] as const) {
      socket.emit('hello', { protocol: 1, board });
      expect(await next(socket, 'refused')).toEqual({ reason: 'not-allowed' });
    }
    expect(boards.watchers('floor main ')).toBe(0);
  });

  it('for another board leaves the one before', async () => {
    const { byKey, boards } = await start();
    const socket = byKey();
    socket.emit('hello', floor);
    await next(socket, 'snapshot');
    socket.emit('hello', { protocol: 1, board: { kind: 'me', agent: 'ana' } });
    await next(socket, 'snapshot');
    expect([boards.watchers('floor main '), boards.watchers('me main ana')]).toEqual([0, 1]);
    const patches: NumberedPatch[] = [];
    socket.on('patch', (patch) => patches.push(patch));
    boards.change('floor main ', waiting(1));
    boards.change('me main ana', waiting(2));
    await vi.waitFor(() => expect(patches).toHaveLength(1));
    expect(patches[0]?.patch).toEqual(waiting(2));
    socket.disconnect();
    await vi.waitFor(() => expect(boards.watchers('me main ana')).toBe(0));
  });

  it('that is overtaken or left alone while the board opens leaves nothing open', async () => {
    const { byKey, boards } = await start();
    const [overtaken, left] = [byKey(), byKey()];
    await Promise.all([outcomeOf(overtaken), outcomeOf(left)]);
    const release = boards.hold();
    overtaken.emit('hello', { protocol: 1, board: { kind: 'me', agent: 'ana' } });
    overtaken.emit('hello', floor);
    left.emit('hello', { protocol: 1, board: { kind: 'me', agent: 'ben' } });
    await vi.waitFor(() => expect(boards.watchers('me main ben')).toBe(1));
    left.disconnect();
    const shown: Snapshot[] = [];
    overtaken.on('snapshot', (snapshot) => shown.push(snapshot));
    await passed(20);
    release();
    await vi.waitFor(() => expect(shown).toHaveLength(1));
    await vi.waitFor(() => expect(boards.watchers('me main ben')).toBe(0));
    expect([boards.watchers('me main ana'), boards.watchers('floor main ')]).toEqual([0, 1]);
  });

  it('for a board that does not exist is refused, and one that cannot be read now is told by a closed line', async () => {
    const { byKey, boards } = await start();
    const socket = byKey();
    boards.failure = new FloorlightError('NOT_FOUND');
    socket.emit('hello', floor);
    expect(await next(socket, 'refused')).toEqual({ reason: 'bad-request' });
    boards.failure = new FloorlightError('LEDGER_UNAVAILABLE');
    socket.emit('hello', floor);
    expect(await gone(socket)).toBe('transport close');
  });
});

it('a wall that joins while its board changes all the time misses nothing', async () => {
  const { byKey, boards } = await start();
  let count = 0;
  const changing = setInterval(() => boards.change('floor main ', waiting(++count)), 1);
  const walls = Array.from({ length: 10 }, () => {
    const socket = byKey();
    const seen = { board: null as Board | null, revision: 0, gaps: 0 };
    socket.on('snapshot', ({ board, revision }) => Object.assign(seen, { board, revision }));
    socket.on('patch', ({ from, revision, patch }) => {
      if (seen.board === null || revision <= seen.revision) return;
      if (from === seen.revision) Object.assign(seen, { board: applyPatch(seen.board, patch), revision });
      else seen.gaps++;
    });
    // As the wall does: a heartbeat of another revision asks for a snapshot.
    socket.on('heartbeat', ({ revision }) => void (revision !== seen.revision && socket.emit('resync')));
    socket.on('connect', () => void socket.emit('hello', floor));
    return seen;
  });
  await vi.waitFor(() => expect(walls.every(({ board }) => board !== null)).toBe(true));
  await passed(100);
  clearInterval(changing);
  await vi.waitFor(() => {
    for (const { board } of walls) expect(board).toEqual(waiting(count).set);
  });
});

describe('a socket is closed', () => {
  it('when its session ends', async () => {
    const { app, connect, url, signIn } = await start();
    const cookie = await signIn();
    const socket = connect({ origin: url, cookie });
    socket.emit('hello', floor);
    await next(socket, 'snapshot');
    const refused = next(socket, 'refused');
    const left = gone(socket);
    const host = url.replace('http://', '');
    const headers = { host, origin: url, 'x-floorlight': '1', cookie };
    expect((await app.inject({ method: 'DELETE', url: '/v1/session', headers })).statusCode).toBe(200);
    expect(await refused).toEqual({ reason: 'not-signed-in' });
    expect(await left).toBe('io server disconnect');
  });

  it('when its key is revoked, and not because the store is away', async () => {
    const { connect, keyOf, store, clock, log } = await start();
    const key = await keyOf('read');
    const socket = connect({}, { token: key.text });
    expect(await outcomeOf(socket)).toBe('in');
    const { get } = store;
    store.get = async () => {
      throw new Error('away');
    };
    clock.advance(1_000);
    await vi.waitFor(() =>
      expect(log.lines.map(({ message }) => message)).toContain('could not check credentials'),
    );
    expect(socket.connected).toBe(true);
    store.get = get;
    await store.remove(`key/${key.id}`);
    clock.advance(1_000);
    expect(await gone(socket)).toBe('io server disconnect');
  });

  it('when it says more than 20 things in a second', async () => {
    const { byKey } = await start();
    const [calm, loud] = [byKey(), byKey()];
    await Promise.all([outcomeOf(calm), outcomeOf(loud)]);
    for (let n = 0; n < 20; n++) calm.emit('resync');
    for (let n = 0; n < 21; n++) loud.emit('resync');
    expect(await gone(loud)).toBe('io server disconnect');
    expect(calm.connected).toBe(true);
  });

  it('when it sends more than 16 kB at once', async () => {
    const { byKey } = await start();
    const socket = byKey();
    await outcomeOf(socket);
    socket.emit('hello', 'x'.repeat(16_384) as never);
    expect(await gone(socket)).toBe('transport close');
  });

  it('when it takes nothing for 30 s, and nobody else waits for it', async () => {
    const { byKey, boards, clock, wall, log } = await start();
    const [stalled, healthy] = [byKey(), byKey()];
    for (const socket of [stalled, healthy]) {
      socket.emit('hello', floor);
      await next(socket, 'snapshot');
    }
    // Its end of the line stops reading, so what is sent to it piles up until nothing more is taken.
    const { transport } = stalled.io.engine as unknown as { transport: { ws: { pause(): void } } };
    transport.ws.pause();
    for (let n = 0; n < 40; n++) {
      const patch = next(healthy, 'patch');
      boards.change('floor main ', { set: { [`figure/${n}`]: 'x'.repeat(1_000_000) }, removed: [] });
      await patch;
    }
    await passed(60);
    clock.advance(29_999);
    await passed(60);
    expect([wall.count(), log.lines.length]).toEqual([2, 0]);
    clock.advance(1);
    await vi.waitFor(() => expect(wall.count()).toBe(1));
    expect(log.lines.map(({ message }) => message)).toEqual(['closed a stalled socket']);
    expect(healthy.connected).toBe(true);
  });
});
