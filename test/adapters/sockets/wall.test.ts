import { setTimeout as passed } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { floor, gone, next, outcomeOf, startWalls } from '../../support/walls.ts';

describe('a socket is closed', () => {
  it('when its session ends', async () => {
    const { app, connect, url, signIn } = await startWalls();
    const cookie = await signIn();
    const socket = connect({ origin: url, cookie });
    socket.emit('hello', floor);
    await next(socket, 'snapshot');
    const refused = next(socket, 'refused');
    const left = gone(socket);
    const host = url.replace('http://', '');
    const headers = { host, origin: url, 'x-floorlight': '1', cookie };
    expect((await app.inject({ method: 'DELETE', url: '/v1/session', headers })).statusCode).toBe(204);
    expect(await refused).toEqual({ reason: 'not-signed-in' });
    expect(await left).toBe('io server disconnect');
  });

  it('when its key is revoked, and not because the store is away', async () => {
    const { connect, keyOf, store, clock, log } = await startWalls();
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
    const { byKey } = await startWalls();
    const [calm, loud] = [byKey(), byKey()];
    await Promise.all([outcomeOf(calm), outcomeOf(loud)]);
    for (let n = 0; n < 20; n++) calm.emit('resync');
    for (let n = 0; n < 21; n++) loud.emit('resync');
    expect(await gone(loud)).toBe('io server disconnect');
    expect(calm.connected).toBe(true);
  });

  it('when it sends more than 16 kB at once', async () => {
    const { byKey } = await startWalls();
    const socket = byKey();
    await outcomeOf(socket);
    socket.emit('hello', 'x'.repeat(16_384) as never);
    expect(await gone(socket)).toBe('transport close');
  });

  it('when it takes nothing for 30 s, and nobody else waits for it', async () => {
    const { byKey, boards, clock, wall, log } = await startWalls();
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
