import { setTimeout as passed } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { applyPatch, type Board } from '#domain/board.ts';
import { FloorlightError } from '#domain/errors.ts';
import type { NumberedPatch, Snapshot } from '#domain/protocol.ts';
import { floor, gone, next, outcomeOf, startWalls, waiting } from '../../support/walls.ts';

describe('hello', () => {
  it('is answered by a snapshot, then by patches and heartbeats', async () => {
    const { byKey, boards, clock } = await startWalls();
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
    const { byKey } = await startWalls();
    const socket = byKey();
    socket.emit('hello', hello as never);
    expect(await next(socket, 'refused')).toEqual({ reason });
  });

  it('of a TV opens the floor and nothing else', async () => {
    const { connect, url, tvToken, boards } = await startWalls();
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
    const { byKey, boards } = await startWalls();
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
    const { byKey, boards } = await startWalls();
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
    const { byKey, boards } = await startWalls();
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
  const { byKey, boards } = await startWalls();
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
