import { describe, expect, it } from 'vitest';
import { metricById } from '#domain/metrics/index.ts';
import { judge, targetOf, worseOf } from '../../wallboard/live/judge.ts';
import { few, ratio } from './boards.ts';

const higher = (value: number | null) => judge({ better: 'higher', figure: ratio(value), target: 0.8 });
const lower = (value: number) => judge({ better: 'lower', figure: ratio(value), target: 0.05 });

describe('judging a figure against its target', () => {
  it('asks for nothing at the target and better', () => {
    expect(higher(0.8)).toBe('normal');
    expect(higher(0.93)).toBe('normal');
    expect(lower(0.05)).toBe('normal');
  });
  it('asks to watch what is worse, and to act where it is worse by more than a quarter of the target', () => {
    expect(higher(0.799)).toBe('watch');
    expect(higher(0.6)).toBe('watch');
    expect(higher(0.599)).toBe('act');
    expect(lower(0.0625)).toBe('watch');
    expect(lower(0.063)).toBe('act');
  });
  it('never alarms on a figure that rests on few', () => {
    expect(judge({ better: 'lower', figure: few(0.5, 2), target: 0.05 })).toBe('few');
  });
  it('takes nothing for nothing, not for bad news', () => {
    expect(higher(null)).toBe('none');
    expect(judge({ better: 'higher', figure: undefined, target: 0.8 })).toBe('none');
  });
  it('does not judge without a target or a direction', () => {
    expect(judge({ better: 'lower', figure: ratio(0.4), target: null })).toBe('normal');
    expect(judge({ better: 'neither', figure: ratio(0.4), target: 0.1 })).toBe('normal');
  });
  it("prefers the site's own target", () => {
    const metric = metricById.get('serviceLevel');
    if (!metric) throw new Error('The catalogue has no service level.');
    expect(targetOf({}, metric)).toBe(0.8);
    expect(targetOf({ 'target/serviceLevel': 0.9 }, metric)).toBe(0.9);
  });
  it('takes the worse of two states', () => {
    expect(worseOf('watch', 'act')).toBe('act');
    expect(worseOf('normal', 'none')).toBe('normal');
  });
});
