import { describe, expect, it } from 'vitest';
import { createAnnouncer } from '../../wallboard/live/announcer.ts';
import { curveOf } from '../../wallboard/parts/curve.ts';

describe('the curve of a day', () => {
  it('breaks where nothing is known, instead of claiming a value', () => {
    const curve = curveOf([0.5, 0.6, null, 0.7, 0.8], null);
    expect(curve?.line.match(/M/g)).toHaveLength(2);
    expect(curve?.line.startsWith('M0 ')).toBe(true);
    expect(curve?.line).toContain('L100 ');
  });
  it('runs its target through the day on the same scale', () => {
    const curve = curveOf([0.6, 1], 0.8);
    expect(curve?.targetY).toBe(50);
  });
  it('leaves out the night before the first contact', () => {
    expect(curveOf([null, null, 0.5, 0.6], null)?.line.startsWith('M0 ')).toBe(true);
  });
  it('does not flicker with every quarter of an hour', () => {
    const day = Array.from({ length: 60 }, (_, i) => i % 2);
    const heights = [...(curveOf([...day, 0, 1], null)?.line.matchAll(/ ([\d.]+)/g) ?? [])].map(([, y]) =>
      Number(y),
    );
    const middle = heights.slice(10, 50);
    const whole =
      curveOf([0, 1], null)
        ?.line.match(/ [\d.]+/g)
        ?.map(Number) ?? [];
    expect(Math.max(...middle) - Math.min(...middle)).toBeLessThan(
      Math.abs((whole[0] ?? 0) - (whole[1] ?? 0)),
    );
  });
  it('is not there before there are two points', () => {
    expect(curveOf([], 0.8)).toBeNull();
    expect(curveOf([null, 0.5], 0.8)).toBeNull();
  });
  it('stays in its box when nothing changes', () => {
    expect(curveOf([3, 3, 3], null)?.line).not.toContain('NaN');
  });
});

describe('announcements', () => {
  it('come at most every ten seconds, and then tell the last state only', () => {
    let now = 0;
    let due: { action: () => void; at: number } | null = null;
    const heard: string[] = [];
    const announcer = createAnnouncer({
      everyMs: 10_000,
      now: () => now,
      say: (text) => heard.push(text),
      later: (action, ms) => {
        due = { action, at: now + ms };
        return () => {
          due = null;
        };
      },
    });
    const moveTo = (at: number) => {
      now = at;
      const waiting = due;
      if (waiting && waiting.at <= now) {
        due = null;
        waiting.action();
      }
    };
    announcer.announce('one');
    moveTo(2_000);
    announcer.announce('two');
    moveTo(4_000);
    announcer.announce('three');
    expect(heard).toEqual(['one']);
    moveTo(10_000);
    expect(heard).toEqual(['one', 'three']);
    announcer.announce('three');
    moveTo(60_000);
    expect(heard).toEqual(['one', 'three']);
  });
});
