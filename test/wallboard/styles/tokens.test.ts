// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contrast, distance, visions } from './colour.ts';

const folder = fileURLToPath(new URL('../../../wallboard/styles/', import.meta.url));
const sheets = readdirSync(folder).map((file) => [file, readFileSync(folder + file, 'utf8')] as const);
const tokens = sheets.find(([file]) => file === 'tokens.css')?.[1] ?? '';

function themeOf(name: string): (token: string) => string {
  const block = tokens.split(/\[data-theme=["']/).find((part) => part.startsWith(name)) ?? '';
  return (token) => {
    const hex = new RegExp(`--${token}:\\s*(#[0-9a-f]{6});`).exec(block)?.[1];
    if (!hex) throw new Error(`The theme ${name} has no colour --${token}.`);
    return hex;
  };
}

/** What is written on what. On a television 7:1, because it is read from afar and from the side. */
const read = {
  text: ['ground', 'surface', 'raised', 'area', 'hatch'],
  label: ['ground', 'surface', 'raised', 'hatch'],
  'watch-text': ['surface', 'raised', 'area'],
  'on-act': ['act', 'act-lit', 'act-area'],
  news: ['ground'],
};
const readAtDesks = {
  'act-text': ['ground', 'surface'],
  'watch-text': ['ground', 'surface', 'raised'],
  news: ['ground', 'surface'],
  ground: ['text'],
};
/** What is only seen: edges, curves, notches. WCAG 1.4.11 asks for 3:1. */
const seen = {
  watch: ['surface', 'ground'],
  line: ['surface'],
  focus: ['ground', 'surface', 'raised'],
  text: ['area'],
};
/** The ground and the edge of a tile in each state. */
const painted = { normal: ['surface', 'surface'], watch: ['surface', 'watch'], act: ['act', 'act'] } as const;

for (const theme of ['dark', 'light']) {
  const colour = themeOf(theme);
  const pairs = (list: Record<string, readonly string[]>) =>
    Object.entries(list).flatMap(([ink, grounds]) => grounds.map((ground) => [ink, ground] as const));

  describe(`the ${theme} theme`, () => {
    it.each(pairs(read))('reads %s on %s from afar, 7:1', (ink, ground) => {
      expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(
        theme === 'dark' || ink !== 'news' ? 7 : 4.5,
      );
    });
    it.each(pairs(readAtDesks))('reads %s on %s at a desk, 4.5:1', (ink, ground) => {
      expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(4.5);
    });
    it.each(pairs(seen))('sees %s on %s, 3:1', (ink, ground) => {
      expect(contrast(colour(ink), colour(ground))).toBeGreaterThanOrEqual(3);
    });
    it.each(Object.keys(visions))('tells the states of a tile apart with %s sight', (vision) => {
      const eye = visions[vision];
      if (!eye) throw new Error(`There is no eye called ${vision}.`);
      const states = Object.values(painted);
      for (const [i, one] of states.entries()) {
        for (const other of states.slice(i + 1)) {
          const apart = [0, 1].map((part) =>
            distance(colour(one[part] ?? ''), colour(other[part] ?? ''), eye),
          );
          expect(Math.max(...apart)).toBeGreaterThanOrEqual(20);
        }
      }
    });
  });
}

describe('the measure itself', () => {
  it('agrees with known contrasts and distances', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    const usual = visions.usual ?? [];
    expect(distance('#ffffff', '#000000', usual)).toBeCloseTo(100, 1);
    expect(distance('#777777', '#777777', usual)).toBe(0);
  });
  it('sees red and green as near with protan sight, and as far with the usual', () => {
    const of = (vision: string) => distance('#b00000', '#5a5a00', visions[vision] ?? []);
    expect(of('protan')).toBeLessThan(of('usual') / 2);
  });
});

describe('the style sheets', () => {
  const others = sheets.filter(([file]) => file !== 'tokens.css');
  it.each(others)('%s names no colour of its own', (_, sheet) => {
    expect(sheet.replace(/\/\*[\s\S]*?\*\//g, '').match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi)).toBeNull();
  });
  it.each(sheets)('%s asks for nothing that a television of 2022 lacks', (_, sheet) => {
    expect(
      sheet.match(/:has\(|:is\(|:where\(|@layer|@container|oklch|light-dark\(|color-mix\(|aspect-ratio\s*:/),
    ).toBeNull();
  });
});
