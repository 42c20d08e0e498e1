import { type Component, flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import type { Figure } from '#domain/figure.ts';
import { metricById } from '#domain/metrics/index.ts';
import { settingOf } from '../../wallboard/live/setting.ts';
import { tiles } from '../../wallboard/tiles/index.ts';
import type { TileProps } from '../../wallboard/tiles/props.ts';
import { calm, few, ratio } from './boards.ts';
import Framed from './Framed.svelte';

const setting = settingOf({ search: '?lang=en', languages: [], prefersLight: false, onTelevision: true });
const metric = metricById.get('serviceLevel');
if (!metric) throw new Error('The catalogue has no service level.');

let mounted: Record<string, unknown> | null = null;
afterEach(() => {
  if (mounted) void unmount(mounted);
  mounted = null;
  document.body.replaceChildren();
});

function painted(
  tile: Component<TileProps>,
  figure: Figure | undefined,
  more: Partial<TileProps> = {},
): Element {
  const props: TileProps = {
    metric: metric!,
    figure,
    target: 0.8,
    trend: calm['trend/serviceLevel'],
    freshness: 'live',
    ...more,
  };
  mounted = mount(Framed, { target: document.body, props: { setting, tile, props } });
  flushSync();
  const element = document.querySelector('[data-metric]');
  if (!element) throw new Error('The tile painted nothing.');
  return element;
}
const textOf = (element: Element, selector: string) =>
  element.querySelector(selector)?.textContent?.trim() ?? null;

const cases = [
  { state: 'normal', figure: ratio(0.87), word: null },
  { state: 'watch', figure: ratio(0.72), word: 'Watch' },
  { state: 'act', figure: ratio(0.41), word: 'Act' },
  { state: 'few', figure: few(0.5, 2), word: 'n = 2' },
  { state: 'none', figure: undefined, word: 'No data' },
] as const;

describe.each(Object.entries(tiles))('a tile of kind %s', (_, tile) => {
  it.each(cases)('says $state with its word and its shape', ({ state, figure, word }) => {
    const element = painted(tile, figure);
    expect(element.getAttribute('data-state')).toBe(state);
    expect(textOf(element, '.word')).toBe(word);
    expect(element.querySelector('.mark path') !== null).toBe(word !== null);
  });
  it('has another shape for each state', () => {
    const shapes = cases.slice(1).map(({ figure }) => {
      const shape = painted(tile, figure).querySelector('.mark path')?.getAttribute('d');
      if (mounted) void unmount(mounted);
      return shape;
    });
    mounted = null;
    expect(new Set(shapes).size).toBe(shapes.length);
  });
  it('gives machines the raw number and people the painted one', () => {
    const element = painted(tile, ratio(0.8712));
    expect(element.getAttribute('data-value')).toBe('0.8712');
    expect(textOf(element, '.number .figure')).toBe('87%');
  });
  it('paints nothing as a dash', () => {
    const element = painted(tile, ratio(null));
    expect(element.getAttribute('data-value')).toBe('');
    expect(textOf(element, '.number .figure')).toBe('–');
  });
  it('carries how far it may be believed', () => {
    expect(painted(tile, ratio(0.9), { freshness: 'lost' }).getAttribute('data-freshness')).toBe('lost');
  });
});

describe('a pair', () => {
  it('is lit by the worse of its two numbers', () => {
    const wait = metricById.get('longestWait');
    if (!wait) throw new Error('The catalogue has no longest wait.');
    const figure = { value: 400_000, numerator: 400_000, denominator: null, n: 1, provisional: false };
    const element = painted(tiles.pair, ratio(0.9), { beside: { metric: wait, figure, target: 120_000 } });
    expect(element.getAttribute('data-state')).toBe('act');
    expect(textOf(element, '[data-metric="longestWait"] .figure')).toBe('6:40');
  });
});
