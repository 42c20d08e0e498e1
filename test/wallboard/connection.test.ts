import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Heartbeat } from '#domain/protocol.ts';
import { connect, type Link } from '../../wallboard/live/connection.ts';
import { createReload } from '../../wallboard/live/reload.ts';
import { Wall } from '../../wallboard/live/wall.svelte.ts';
import { calm } from './boards.ts';

/** The server's side of a link, played by hand. */
function play({ wallClock = Date.now, clock = Date.now } = {}) {
  const listeners = new Map<string, (message: never) => void>();
  const said: unknown[][] = [];
  const state = { connected: false, active: true, connects: 0, renewals: 0 };
  const link: Link = {
    on: (event, listener) => listeners.set(event, listener as (message: never) => void),
    emit: (...message) => said.push(message),
    connect: () => {
      state.connects++;
    },
    disconnect: () => {
      state.connected = false;
    },
    renew: () => {
      state.renewals++;
    },
    get connected() {
      return state.connected;
    },
    get active() {
      return state.active;
    },
  };
  const tell = (event: string, message?: unknown) => listeners.get(event)?.(message as never);
  const wall = new Wall(clock);
  const builds: string[] = [];
  const stop = connect({
    link,
    wall,
    board: { kind: 'floor' },
    onNewBuild: (build) => builds.push(build),
    now: clock,
    wallClock,
  });
  const arrive = () => {
    state.connected = true;
    tell('connect');
  };
  return {
    tell,
    said,
    state,
    wall,
    builds,
    stop,
    arrive,
    asked: () => said.filter(([event]) => event === 'resync'),
  };
}
const snapshot = (revision: number) => ({ revision, board: calm, at: Date.now() });
const beat = (revision: number, build = 'one'): Heartbeat => ({
  at: Date.now(),
  revision,
  build,
  ledger: { ok: true, since: 0 },
  sources: [],
});
const patch = (from: number, set: Record<string, unknown>) => ({
  from,
  revision: from + 1,
  patch: { set, removed: ['figure/csat'] },
});

describe('a connection', () => {
  beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => vi.useRealTimers());

  it('says hello each time it connects', () => {
    const { said, arrive, stop } = play();
    arrive();
    arrive();
    expect(said).toEqual([
      ['hello', { protocol: 1, board: { kind: 'floor' } }],
      ['hello', { protocol: 1, board: { kind: 'floor' } }],
    ]);
    stop();
  });
  it('applies patches in the same turn and leaves other entries alone', () => {
    const { tell, arrive, wall, stop } = play();
    arrive();
    tell('snapshot', snapshot(7));
    tell('patch', patch(7, { waiting: { waiting: 3, oldestOfferedAt: 5 } }));
    expect(wall.board.waiting).toEqual({ waiting: 3, oldestOfferedAt: 5 });
    expect(wall.board['figure/csat']).toBeUndefined();
    expect(wall.board['figure/aht']).toBe(calm['figure/aht']);
    stop();
  });
  it('asks for a snapshot at a gap, once, and passes over what it already has', () => {
    const { tell, arrive, wall, asked, stop } = play();
    arrive();
    tell('snapshot', snapshot(7));
    tell('patch', patch(3, {}));
    expect(asked()).toHaveLength(0);
    tell('patch', patch(9, {}));
    tell('patch', patch(10, {}));
    expect(asked()).toHaveLength(1);
    expect(wall.board).toBe(calm);
    stop();
  });
  it('asks again with each heartbeat that names another revision', () => {
    const { tell, arrive, asked, stop } = play();
    arrive();
    tell('snapshot', snapshot(7));
    tell('heartbeat', beat(8));
    vi.advanceTimersByTime(1_000);
    tell('heartbeat', beat(8));
    expect(asked()).toHaveLength(2);
    stop();
  });
  it('makes a new link when the old one looks alive and says nothing', () => {
    const { tell, arrive, state, wall, stop } = play();
    arrive();
    tell('snapshot', snapshot(7));
    vi.advanceTimersByTime(3_400);
    expect(wall.freshness).toBe('lost');
    expect(state.renewals).toBe(1);
    stop();
  });
  it('comes back after the server closed the link by itself', () => {
    const { tell, arrive, state, stop } = play();
    arrive();
    state.connected = false;
    state.active = false;
    tell('disconnect');
    vi.advanceTimersByTime(1_000);
    expect(state.connects).toBe(2);
    stop();
  });
  it('keeps a refusal, and asks again in case it has ended', () => {
    const { tell, arrive, wall, said, stop } = play();
    arrive();
    tell('refused', { reason: 'not-allowed' });
    expect(wall.refusal).toBe('not-allowed');
    vi.advanceTimersByTime(5_000);
    expect(said.filter(([event]) => event === 'hello')).toHaveLength(2);
    tell('snapshot', snapshot(1));
    expect(wall.refusal).toBeNull();
    stop();
  });
  it('knows a refusal at the door for what it is', () => {
    const { tell, wall, stop } = play();
    tell('connect_error', new Error('not-signed-in'));
    expect(wall.refusal).toBe('not-signed-in');
    stop();
  });
  it('believes nothing after the machine slept, until the server speaks again', () => {
    const standing = { ms: 0 };
    const clock = () => 1_000_000 + standing.ms;
    const { tell, arrive, wall, stop } = play({ clock });
    arrive();
    tell('snapshot', snapshot(7));
    vi.advanceTimersByTime(200);
    expect(wall.freshness).toBe('live');
    vi.setSystemTime(Date.now() + 3_600_000);
    vi.advanceTimersByTime(200);
    expect(wall.freshness).toBe('lost');
    tell('heartbeat', beat(7));
    expect(wall.freshness).toBe('live');
    stop();
  });
  it('notices that the server has been upgraded', () => {
    const { tell, arrive, builds, stop } = play();
    arrive();
    tell('heartbeat', beat(1, 'one'));
    expect(builds).toEqual([]);
    tell('heartbeat', beat(1, 'two'));
    expect(builds).toEqual(['two']);
    stop();
  });
});

describe('loading anew', () => {
  it('happens once, and only when the page is there to be loaded', async () => {
    const answers = [false, true, true];
    let reloads = 0;
    const reload = createReload({
      page: async () => answers.shift() ?? false,
      reload: () => {
        reloads++;
      },
    });
    await reload();
    expect(reloads).toBe(0);
    await reload();
    await reload();
    expect(reloads).toBe(1);
  });
});
