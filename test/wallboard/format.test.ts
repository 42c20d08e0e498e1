import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFormat, durationText, NOTHING, wholePercent } from '../../wallboard/words/format.ts';

const en = createFormat('en');
const de = createFormat('de');

describe('numbers in words', () => {
  it('tells durations as m:ss, and h:mm:ss from an hour on', () => {
    expect(durationText(0)).toBe('0:00');
    expect(durationText(59_999)).toBe('0:59');
    expect(durationText(272_000)).toBe('4:32');
    expect(durationText(3_600_000)).toBe('1:00:00');
    expect(durationText(-5)).toBe('0:00');
  });
  it('paints nothing as a dash, never as 0 or 100 %', () => {
    for (const unit of ['ratio', 'duration', 'count', 'score', 'points'] as const) {
      expect(en.painted(unit, null)).toEqual({ text: NOTHING, unit: '' });
      expect(en.plain(unit, null)).toBe(NOTHING);
    }
  });
  it('shows percentages without decimals on a television and with one on a desk', () => {
    expect(en.painted('ratio', 0.7234)).toEqual({ text: '72', unit: '%' });
    expect(en.plain('ratio', 0.7234)).toBe('72.3 %');
    expect(de.plain('ratio', 0.7234)).toBe('72,3 %');
  });
  it('shows means of answers with a decimal, and a score without', () => {
    expect([en.plain('points', 4.26), de.plain('points', 4.26)]).toEqual(['4.3', '4,3']);
    expect(en.painted('points', 4)).toEqual({ text: '4.0', unit: '' });
    expect(en.painted('score', 42)).toEqual({ text: '42', unit: '' });
  });
  it('keeps the decimal that decides', () => {
    expect(wholePercent(0.796, 0.8)).toBe(79.6);
    expect(wholePercent(0.7999, 0.8)).toBe(79.9);
    expect(wholePercent(0.0503, 0.05)).toBe(5.1);
    expect(wholePercent(0.8, 0.8)).toBe(80);
    expect(wholePercent(0.003, null)).toBe(0.3);
    expect(wholePercent(0.998, null)).toBe(99.8);
    expect(wholePercent(1, null)).toBe(100);
  });
  it('never rounds a figure onto, or over, a target that it misses', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 99 }),
        (value, goal) => {
          const target = goal / 100;
          const shown = wholePercent(value, target) / 100;
          // Differences below a ten-thousandth of a percent are the arithmetic's, not the floor's.
          if (value < target - 1e-6) expect(shown).toBeLessThan(target);
          if (value > target + 1e-6) expect(shown).toBeGreaterThanOrEqual(target);
        },
      ),
    );
  });
  it('tells money in whole units of its currency', () => {
    expect(en.money({ amount: '8316.40', currency: 'EUR' })).toBe('€8,316');
    expect(en.money(null)).toBe(NOTHING);
  });
  it('tells times where the floor is, not where the screen is', () => {
    const at = Date.UTC(2026, 10, 20, 13, 3, 22);
    expect(en.clockToTheSecond(at, 'Europe/Berlin')).toBe('14:03:22');
    expect(en.clock(at, 'Asia/Kolkata')).toBe('18:33');
  });
});
