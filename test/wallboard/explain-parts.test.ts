import { describe, expect, it } from 'vitest';
import { covers, quietPlace, type Tile, weights } from '../../wallboard/explain/place.ts';
import { stepsOf } from '../../wallboard/explain/steps.ts';
import { explainWordsOf } from '../../wallboard/explain/words/index.ts';

describe('the quiet place', () => {
  const tile = (left: number, right: number, weight: number): Tile => ({
    left,
    right,
    top: 0,
    bottom: 100,
    weight,
  });
  const area = { left: 0, right: 1900 };
  it('is at the right while everything is calm', () => {
    expect(quietPlace(area, 600, [tile(0, 950, weights.calm), tile(950, 1900, weights.calm)])).toBe(1300);
  });
  it('hides nothing that needs somebody while anything else can be hidden', () => {
    const tiles = [tile(0, 600, weights.act), tile(620, 1240, weights.calm), tile(1260, 1900, weights.watch)];
    const left = quietPlace(area, 600, tiles);
    expect(tiles.filter((one) => covers({ left, right: left + 600 }, one))).toEqual([tiles[1]]);
  });
  it('hides what can wait rather than what cannot', () => {
    expect(quietPlace(area, 1000, [tile(0, 950, weights.act), tile(950, 1900, weights.watch)])).toBe(900);
  });
});

describe('a timeline', () => {
  it.each(['en', 'de'] as const)('has a sentence in %s for every event of a contact', (language) => {
    const said = explainWordsOf(language);
    const types = Object.keys(said.events);
    expect(types).toEqual(Object.keys(explainWordsOf('en').events));
    for (const type of types) {
      const [step] = stepsOf([{ time: '2026-11-20T09:00:00Z', type, data: {} }], said);
      expect(step?.text).not.toBe(type);
    }
  });
  it('keeps the name of an event that it has no sentence for', () => {
    const [step] = stepsOf([{ time: '2026-11-20T09:00:00Z', type: 'new.thing' }], explainWordsOf('en'));
    expect(step?.text).toBe('new.thing');
  });
});
