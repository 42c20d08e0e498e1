import { describe, expect, it } from 'vitest';
import { freshnessOf, LOST_AFTER_MS } from '../../wallboard/live/freshness.ts';
import { ServerClock } from '../../wallboard/live/server-clock.ts';
import { Wall } from '../../wallboard/live/wall.svelte.ts';
import { calm } from './boards.ts';

const ok = { ok: true, since: 0 };
const broken = { ok: false, since: 41_000 };

describe('the truth about age', () => {
  it('is live while confirmed, and lost before anything is three seconds old', () => {
    expect(freshnessOf({ now: 0, confirmedAt: null, ledger: null })).toBe('lost');
    expect(freshnessOf({ now: 1_000 + LOST_AFTER_MS - 1, confirmedAt: 1_000, ledger: ok })).toBe('live');
    expect(freshnessOf({ now: 1_000 + LOST_AFTER_MS, confirmedAt: 1_000, ledger: ok })).toBe('lost');
    expect(LOST_AFTER_MS).toBeLessThan(3_000);
  });
  it('is stale when the server answers and its store does not', () => {
    expect(freshnessOf({ now: 1_500, confirmedAt: 1_000, ledger: broken })).toBe('stale');
  });
});

/** A wall with a clock that is moved by hand; the server's clock is an hour ahead of it. */
function wallAt(here: { now: number }) {
  const ahead = 3_600_000;
  const wall = new Wall(() => here.now);
  const snapshot = (revision = 1) => wall.snapshot({ revision, board: calm, at: here.now + ahead });
  const beat = (revision = 1, ledger = ok, underWayMs = 0) =>
    wall.heartbeat({ at: here.now + ahead - underWayMs, revision, build: 'a', ledger, sources: [] });
  return { wall, snapshot, beat, ahead };
}

describe('a wall over time', () => {
  it('goes live, is lost three heartbeats later, keeps its board and recovers at once', () => {
    const here = { now: 10_000 };
    const { wall, snapshot, beat, ahead } = wallAt(here);
    expect([wall.freshness, wall.begun, wall.since]).toEqual(['lost', false, null]);
    snapshot();
    expect(wall.freshness).toBe('live');
    here.now += 2_900;
    wall.tick();
    expect(wall.freshness).toBe('lost');
    expect(wall.since).toBe(10_000 + ahead);
    expect(wall.board).toBe(calm);
    beat();
    expect(wall.freshness).toBe('live');
  });
  it('shows the waits of the moment that it knows of, not of the one that it does not', () => {
    const here = { now: 10_000 };
    const { wall, snapshot, ahead } = wallAt(here);
    snapshot();
    here.now += 1_000;
    wall.tick();
    expect(wall.moment).toBe(11_000 + ahead);
    here.now += 60_000;
    wall.tick();
    expect(wall.moment).toBe(10_000 + ahead);
  });
  it('says since when the store is out of reach', () => {
    const here = { now: 10_000 };
    const { wall, snapshot, beat } = wallAt(here);
    snapshot();
    beat(1, broken);
    expect([wall.freshness, wall.since]).toEqual(['stale', 41_000]);
  });
  it('is not confirmed by a heartbeat of another revision', () => {
    const here = { now: 10_000 };
    const { wall, snapshot, beat } = wallAt(here);
    snapshot();
    here.now += 2_900;
    expect(beat(2)).toBe('gap');
    wall.tick();
    expect(wall.freshness).toBe('lost');
    snapshot(2);
    expect(wall.freshness).toBe('live');
  });
  it('does not believe heartbeats that were long under way', () => {
    const here = { now: 10_000 };
    const { wall, snapshot, beat } = wallAt(here);
    snapshot();
    here.now += 5_000;
    beat(1, ok, 4_000);
    expect(wall.freshness).toBe('lost');
    beat(1, ok, 0);
    expect(wall.freshness).toBe('live');
  });
});

describe("the server's clock", () => {
  it('is found from the quickest message', () => {
    const clock = new ServerClock();
    expect(clock.observe(1_000, 400)).toBe(0);
    expect(clock.observe(2_000, 1_390)).toBe(0);
    expect(clock.at(5_000)).toBe(5_610);
    expect(clock.observe(3_000, 2_690)).toBe(300);
  });
  it('follows a clock that was set back, after it has said so three times', () => {
    const clock = new ServerClock();
    clock.observe(100_000, 0);
    expect(clock.observe(51_000, 1_000)).toBeGreaterThan(3_000);
    expect(clock.observe(52_000, 2_000)).toBeGreaterThan(3_000);
    expect(clock.observe(53_000, 3_000)).toBe(0);
    expect(clock.at(4_000)).toBe(54_000);
  });
});
