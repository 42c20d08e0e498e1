import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRecordSplitter,
  MAX_RECORD,
  type SplitSettings,
} from '../../../server/adapters/sources/table/split-records.ts';
import { holds } from '../../support/seeds.ts';

const commas: SplitSettings = { delimiter: ',', quotes: true };

function split(text: string, settings = commas, pieces: readonly string[] = [text]) {
  const splitter = createRecordSplitter(settings);
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}
const cellsOf = (text: string, settings = commas) => split(text, settings).map(({ cells }) => cells);

describe('records of a table', () => {
  it.each([
    [
      'a,b\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['"a,1","b ""x""","line\nbreak"\r\n', [['a,1', 'b "x"', 'line\nbreak']]],
    [
      'a,\n\n ,b\n',
      [
        ['a', ''],
        [' ', 'b'],
      ],
    ],
    ['""\n"",x\n', [['', 'x']]],
    ['5" disk,b\n', [['5" disk', 'b']]],
    ['"a" b,c\n', [['a b', 'c']]],
    ['"a"', [['a']]],
  ])('%j are %j', (text, expected) => expect(cellsOf(text)).toEqual(expected));

  it('are cut at tabs and at runs of spaces, too', () => {
    expect(cellsOf('a b\t"c\n', { delimiter: '\t', quotes: false })).toEqual([['a b', '"c']]);
    expect(cellsOf('  a   b\tc \nd e f', { delimiter: ' ', quotes: false })).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  it('know their line', () => {
    expect(split('a\n"b\nc"\nd\n').map(({ line }) => line)).toEqual([1, 2, 4]);
  });

  it('lose one line, not the rest, by a quote that is never closed', () => {
    const records = split(`a,"b\nc,d\n${'e,f\n'.repeat(20_000)}`);
    expect(records[0]).toEqual({ line: 1, cells: ['a,"b'], fault: 'quote not closed' });
    expect(records).toHaveLength(20_002);
    expect(records.at(-1)).toEqual({ line: 20_002, cells: ['e', 'f'] });
  });

  it('lose one line by a quote that a later line closes, when their width tells', () => {
    const text = 'a,b\n1,"x\n2,"y"\n3,"z\n4"\n';
    const records = split(text, { ...commas, width: 'as the first' });
    expect(records.map(({ line, cells, fault }) => [line, cells, fault])).toEqual([
      [1, ['a', 'b'], undefined],
      [2, ['1,"x'], 'quote not closed'],
      [3, ['2', 'y'], undefined],
      [4, ['3', 'z\n4'], undefined],
    ]);
  });

  it('are kept out of memory when they are too long', () => {
    const long = 'x'.repeat(MAX_RECORD);
    const pieces = ['a\n', ...Array.from({ length: 50 }, () => long), '\nb\n'];
    const records = split('', commas, pieces);
    expect(records.map(({ line, fault }) => [line, fault])).toEqual([
      [1, undefined],
      [2, 'too long'],
      [3, undefined],
    ]);
    expect(records[1]?.cells[0]).toHaveLength(200);
  });

  it('are what was written, however the text is cut into pieces', () =>
    holds(
      'records in pieces',
      fc.property(
        fc.array(
          fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é') }), {
            minLength: 2,
            maxLength: 4,
          }),
        ),
        fc.array(fc.nat({ max: 200 })),
        (records, cuts) => {
          const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
          const text = records.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
          const ends = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
          const pieces = ends.slice(1).map((end, index) => text.slice(ends[index], end));
          expect(split(text, commas, pieces).map(({ cells }) => cells)).toEqual(records);
        },
      ),
      200,
    ));

  it('of rubbish end, and give the same in pieces', () =>
    holds(
      'rubbish in pieces',
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r') }), (text) => {
        expect(split('', commas, [...text])).toEqual(split(text));
      }),
      500,
    ));
});
