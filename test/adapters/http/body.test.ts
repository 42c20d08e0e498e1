import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from '../../../server/adapters/http/body/depth.ts';
import { breachOf, sentenceOf } from '../../../server/adapters/http/body/limits.ts';
import { linesOf } from '../../../server/adapters/http/body/lines.ts';
import { mediaTypeOf } from '../../../server/adapters/http/body/media-type.ts';
import { parseJson } from '../../../server/adapters/http/body/parse.ts';
import { eventOf } from '../../support/http.ts';
import { holds } from '../../support/seeds.ts';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const depthOf = (value: unknown): number =>
  typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

describe('depth', () => {
  it.each([
    [16, false],
    [17, true],
    [160, true],
    [100_000, true],
  ])('of %i levels is told before anything is parsed', (depth, isDeeper) => {
    expect(isDeeperThan(16, Buffer.from(nested(depth)))).toBe(isDeeper);
  });

  it('is not mistaken for brackets and quotes in texts', () => {
    const text = JSON.stringify({ text: `"\\${'['.repeat(100)}"{` });
    expect(isDeeperThan(1, Buffer.from(text))).toBe(false);
  });

  it('is that of the parsed value for any JSON', async () => {
    const property = fc.property(
      fc.jsonValue({ maxDepth: 6 }),
      fc.integer({ min: 0, max: 8 }),
      (value, limit) => {
        expect(isDeeperThan(limit, Buffer.from(JSON.stringify(value)))).toBe(depthOf(value) > limit);
      },
    );
    await holds('depth', property, 300);
  });
});

describe('limits of an event', () => {
  const keys = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]));

  it.each([
    ['an ordinary event', eventOf('a'), null],
    ['200 keys', keys(200), null],
    ['201 keys', keys(201), 'event: must have at most 200 keys'],
    ['2000 keys', { data: keys(2_000) }, 'data: must have at most 200 keys'],
    ['a text of 1024', { data: { name: 'x'.repeat(1_024) } }, null],
    ['a text of 1025', { data: { name: 'x'.repeat(1_025) } }, 'data.name: must be at most 1024 characters'],
    ['a text of 10240', ['x'.repeat(10_240)], '0: must be at most 1024 characters'],
    ['a key of 1025', { ['x'.repeat(1_025)]: 1 }, 'event: must have keys of at most 1024 characters'],
    ['infinity', JSON.parse('{"data":{"score":1e309}}'), 'data.score: must be a finite number'],
    ['a prototype', JSON.parse('{"data":{"__proto__":{}}}'), 'data.__proto__: is a key that is not accepted'],
    [
      'a constructor with a prototype',
      JSON.parse('{"constructor":{"prototype":{}}}'),
      'constructor: is a key that is not accepted',
    ],
    ['a constructor that is only a word', { constructor: 'Bauer GmbH' }, null],
  ])('%s', (_, value, sentence) => {
    const breach = breachOf(value);
    expect(breach && sentenceOf(breach)).toBe(sentence);
  });

  it('stay finite for what refers to itself', () => {
    const loop: unknown[] = [];
    loop.push(loop);
    expect(breachOf(loop)?.rule).toBe('must not be nested deeper than 16 levels');
  });
});

describe('media type', () => {
  it.each([
    ['application/json', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['Application/JSON;charset="UTF-8"', 'application/json'],
    ['application/json; charset=latin1', null],
    ['application/json\t', null],
    ['application/json; charset=utf-8; charset=utf-7', null],
    ['application/json, text/plain', null],
    ['', null],
    [undefined, null],
  ])('%j is read as %j', (header, type) => expect(mediaTypeOf(header)).toBe(type));
});

describe('JSON', () => {
  it('that is cut is told by its place, never by its content', () => {
    expect(() => parseJson(Buffer.from('{"customer":"Erika", oops}'))).toThrow(/^((?!Erika|oops).)*$/);
  });
  it.each([
    ['', 'The body is empty.'],
    ['\u00ff', 'The body is not valid UTF-8.'],
  ])('%j is refused', (text, message) => {
    expect(() => parseJson(Buffer.from(text, 'latin1'))).toThrow(message);
  });
});

describe('lines', () => {
  const read = async (text: string, size: number, maxBytes = 1_000) => {
    const bytes = Buffer.from(text);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
      bytes.subarray(n * size, (n + 1) * size),
    );
    const lines: [number, string | null][] = [];
    for await (const portion of linesOf(Readable.from(chunks), maxBytes)) {
      for (const { number, bytes: line } of portion) lines.push([number, line?.toString() ?? null]);
    }
    return lines;
  };

  it.each([1, 2, 3, 7, 100])('are the same whatever the chunks are, here of %i bytes', async (size) => {
    expect(await read('één\r\n\n\r\nzwei\ndrei', size)).toEqual([
      [1, 'één'],
      [4, 'zwei'],
      [5, 'drei'],
    ]);
  });

  it.each([1, 3, 64])(
    'that are too long are told by number and stop nothing (chunks of %i)',
    async (size) => {
      const text = `${'a'.repeat(10)}\n${'b'.repeat(11)}\n${'c'.repeat(110)}\nd`;
      expect(await read(text, size, 10)).toEqual([
        [1, 'a'.repeat(10)],
        [2, null],
        [3, null],
        [4, 'd'],
      ]);
    },
  );
});
