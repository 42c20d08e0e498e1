import { describe, expect, it } from 'vitest';
import { misbehave } from '../../scripts/simulation/misbehaviour.ts';
import { week } from './simulated-week.ts';

const events = week(11, 1);
const idsOf = (told: Iterable<{ id: string }>) => [...told].map(({ id }) => id);
const good = idsOf(events);

describe('a bad line', () => {
  it('changes nothing when it is not asked to', () => {
    expect(idsOf(misbehave(events, { seed: 1 }))).toEqual(good);
  });

  it('misbehaves alike with the same seed and otherwise with another', () => {
    const bad = (seed: number) =>
      idsOf(misbehave(events, { seed, duplicates: 0.1, late: 0.1, shuffle: true }));
    expect(bad(1)).toEqual(bad(1));
    expect(bad(1)).not.toEqual(bad(2));
  });

  it('delivers duplicates as they were, at about the rate that was asked for', () => {
    const told = [...misbehave(events, { seed: 1, duplicates: 0.2 })];
    expect(new Set(idsOf(told))).toEqual(new Set(good));
    expect(told.length / events.length).toBeGreaterThan(1.17);
    expect(told.length / events.length).toBeLessThan(1.23);
    const texts = new Set(events.map((event) => JSON.stringify(event)));
    expect(told.every((event) => texts.has(JSON.stringify(event)))).toBe(true);
  });

  it('loses nothing by shuffling, and moves nearly everything', () => {
    const told = idsOf(misbehave(events, { seed: 1, shuffle: true }));
    expect([...told].sort()).toEqual([...good].sort());
    expect(told.filter((id, index) => id === good[index]).length / good.length).toBeLessThan(0.01);
  });

  it('delivers late events after later ones, and all of them in the end', () => {
    const told = [...misbehave(events, { seed: 1, late: 0.05 })];
    expect(idsOf(told).sort()).toEqual([...good].sort());
    let newest = 0;
    const late = told.filter(({ time }) => {
      const at = Date.parse(time);
      newest = Math.max(newest, at);
      return newest - at >= 60_000;
    });
    expect(late.length / told.length).toBeGreaterThan(0.03);
  });

  it('loses ends and nothing else', () => {
    const told = new Set(idsOf(misbehave(events, { seed: 1, lostEnds: 0.3 })));
    const lost = events.filter(({ id }) => !told.has(id));
    expect(lost.length).toBeGreaterThan(100);
    const kinds = /^contact\.(ended|wrapped|abandoned|left|transferred)$/;
    expect(lost.every(({ type }) => kinds.test(type))).toBe(true);
  });
});
