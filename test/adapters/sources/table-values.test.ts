import { describe, expect, it } from 'vitest';
import { lengthOf } from '../../../server/adapters/sources/table/lengths.ts';
import { timeFormatOf } from '../../../server/adapters/sources/table/time-format.ts';
import { events, faultsOf, head, made } from './table-world.ts';

const event = 'events: [{ type: count.added, time: t, data: {} }]\n';

describe('a value of a mapping', () => {
  it.each([
    ['x: { value: a }', { a: ' plain ' }, 'plain'],
    ['x: { value: a }', { a: '  ' }, null],
    ['x: { value: nowhere }', {}, null],
    ['x: { constant: 7, as: text }', {}, '7'],
    ['x: { join: [a, b, c], with: "-" }', { a: '1', b: '', c: '3' }, '1-3'],
    ['x: { join: [a] }', { a: '' }, null],
    ['x: { first: [a, b, c] }', { a: '', b: '2', c: '3' }, '2'],
    ['x: { value: a, nullIf: [0, none] }', { a: 'none' }, null],
    ['x: { value: a, nullIf: "0" }', { a: '0' }, null],
    ['x: { value: a, map: { 1: one, 2: two } }', { a: '2' }, 'two'],
    ['x: { value: a, map: { 1: one }, otherwise: more }', { a: '9' }, 'more'],
    ['x: { value: a, map: { 1: one }, otherwise: null }', { a: '9' }, null],
    ['x: { value: a, map: { 1: one } }', { a: '9' }, 'x must be one of its "map", which has no "otherwise"'],
    ['x: { value: a, as: key }', { a: 'a b' }, 'a=20b'],
    ['x: { value: x, nullIf: "0" }', { x: '5' }, '5'],
    ['n: { value: a, as: integer }\nx: { value: n, as: text }', { a: '12' }, '12'],
    ['n: { value: a, as: integer }\nx: { value: n, as: text }', { a: '1.5' }, 'n must be a whole number'],
    ['n: { value: a, as: number }\nx: { value: n, as: text }', { a: '-1.5' }, '-1.5'],
    ['n: { value: a, as: number }\nx: { value: n, as: text }', { a: 'much' }, 'n must be a number'],
    ['n: { value: a, as: boolean }\nx: { value: n, as: text }', { a: 'Yes' }, 'true'],
    ['n: { value: a, as: boolean }\nx: { value: n, as: text }', { a: 'maybe' }, 'n must be yes or no'],
    ['n: { value: a, as: seconds }\nx: { value: n, as: text }', { a: '0:02:23' }, '143000'],
    ['n: { value: a, as: minutes }\nx: { value: n, as: text }', { a: '1.5' }, '90000'],
    ['x: { value: a }', { a: 'x'.repeat(201) }, /^count.added data.dimensions.x /],
  ])('%s of %o is %o', async (values, cells, expected) => {
    const value = await made(values, cells);
    if (expected instanceof RegExp) expect(value).toMatch(expected);
    else expect(value).toBe(expected);
  });
});

describe('a time of a mapping', () => {
  it.each([
    // Local times go through the zone, in summer and in winter.
    [
      'x: { time: [d, c], format: dd/MM/yyyy HH:mm }',
      { d: '31/03/2021', c: '09:12' },
      '2021-03-31T07:12:00.000Z',
    ],
    [
      'x: { time: [d, c], format: yyMMdd H:mm:ss }',
      { d: '990201', c: '7:02:47' },
      '1999-02-01T06:02:47.000Z',
    ],
    [
      'x: { time: a, format: "MMM d, yyyy h:mm a" }',
      { a: 'Feb 3, 2020 12:05 pm' },
      '2020-02-03T11:05:00.000Z',
    ],
    ['x: { time: a, format: "M/d/yyyy h:mm a" }', { a: '2/3/2020 12:05 AM' }, '2020-02-02T23:05:00.000Z'],
    [
      'x: { time: a, format: yyyy-MM-dd HH:mmXXX }',
      { a: '2020-02-03 10:00-05:00' },
      '2020-02-03T15:00:00.000Z',
    ],
    ['x: { time: a }', { a: '2020-02-03T10:00:00.1234567+01:00' }, '2020-02-03T09:00:00.123Z'],
    ['x: { time: a, format: epoch }', { a: '1580724000.5' }, '2020-02-03T10:00:00.500Z'],
    ['x: { time: a, format: epochMs }', { a: '1580724000123' }, '2020-02-03T10:00:00.123Z'],
    ['x: { time: a, format: [iso, yyyyMMdd] }', { a: '20200203' }, '2020-02-02T23:00:00.000Z'],
    ['x: { time: a, zone: Asia/Tokyo }', { a: '2020-02-03 10:00:00' }, '2020-02-03T01:00:00.000Z'],
    // An hour that the clock skips, and one that it shows twice.
    ['x: { time: a }', { a: '2021-03-28 02:30:00' }, '2021-03-28T01:00:00.000Z'],
    ['x: { time: a }', { a: '2021-10-31 02:30:00' }, '2021-10-31T00:30:00.000Z'],
    [
      'x: { time: a, plus: [w, t] }',
      { a: '2020-02-03 10:00:00', w: '30', t: '0:01:00' },
      '2020-02-03T09:01:30.000Z',
    ],
    ['x: { time: a }', { a: '' }, null],
    ['x: { time: a }', { a: '2021-02-29' }, 'x must be a time as iso'],
    ['x: { time: a, plus: w }', { a: '2020-02-03' }, 'w must be a length, and is empty'],
    [
      'x: { time: a, plus: w }',
      { a: '2020-02-03', w: 'long' },
      'w must be a length such as 0:02:23 or seconds',
    ],
  ])('%s of %o is %s', async (values, cells, expected) => {
    expect(await made(values, cells)).toBe(expected);
  });

  it('belongs to the next day when it seems to precede the one before it on the row', async () => {
    const values = (tolerance: number) =>
      `s: { time: [d, from] }\nx: { time: [d, to], after: s, tolerance: ${tolerance} }`;
    const night = { d: '2021-03-27', from: '23:50:00', to: '00:10:00' };
    expect(await made(values(0), night)).toBe('2021-03-27T23:10:00.000Z');
    const skew = { d: '2021-03-27', from: '12:01:00', to: '12:00:00' };
    expect(await made(values(120), skew)).toBe('2021-03-27T11:00:00.000Z');
    expect(await made(values(0), skew)).toBe('2021-03-28T10:00:00.000Z');
  });

  it('is refused in no format that a calendar does not have', () => {
    for (const [pattern, text] of [
      ['dd/MM/yyyy', '32/01/2020'],
      ['dd/MM/yyyy', '1/01/2020'],
      ['dd/MM/yyyy', '01-01-2020'],
      ['dd/MM/yyyy', '01/01/20201'],
      ['yyyy-MM-dd HH:mm', '2020-01-01 24:00'],
      ['yyyy-MM-dd hh a', '2020-01-01 13 pm'],
      ['yyyy MMM dd', '2020 Foo 01'],
      ['yyyy-MM-dd XXX', '2020-01-01 east'],
      ['yyyy-MM-dd h a', '2020-01-01 1 xm'],
      ['epoch', '12e5'],
    ] as const) {
      const read = timeFormatOf(pattern);
      expect('format' in read && read.format(text), `${pattern} of ${text}`).toBe(null);
    }
  });

  it.each([
    ['62', 'seconds', 62_000],
    ['1:02', 'seconds', 62_000],
    ['1:00:02.5', 'seconds', 3_602_500],
    ['-1', 'seconds', null],
    ['1:60', 'seconds', null],
    ['', 'seconds', null],
  ] as const)('a length %s in %s is %s ms', (text, unit, ms) => expect(lengthOf(text, unit)).toBe(ms));
});

describe('a condition', () => {
  const left = (condition: string, a: string) =>
    events(
      `${head}skip: [{ value: a, ${condition} }]
values: { t: { constant: 2020-01-01, as: text }, m: { time: t } }
events: [{ type: count.added, time: m, data: { name: { constant: n }, value: { constant: 1 } } }]`,
      'a.csv',
      `a,b\n${a},1\n`,
    ).then(
      ({ outcome }) => 'done' in outcome && (outcome.done.misfits[0]?.rule ?? outcome.done.leftOut === 1),
    );

  it.each([
    ['equals: 5', '5', true],
    ['equals: 5', '6', false],
    ['not: x', 'x', false],
    ['not: x', '', true],
    ['oneOf: [x, 1]', '1', true],
    ['noneOf: [x, 1]', '1', false],
    ['isEmpty: true', ' ', true],
    ['isEmpty: false', ' ', false],
    ['startsWith: ab', 'abc', true],
    ['endsWith: bc', 'abc', true],
    ['contains: b', 'abc', true],
    ['contains: z', 'abc', false],
    ['above: 5', '5', false],
    ['below: 5', '4.9', true],
    ['atLeast: 5', '5', true],
    ['atMost: 5', '6', false],
    ['above: 5', '', false],
    ['above: 5', 'many', 'must be a number to be compared'],
  ])('%s for "%s" is %s', async (condition, a, expected) => {
    expect(await left(condition, a)).toBe(expected);
  });
});

describe('a broken mapping', () => {
  it.each([
    ['', /^source must be a name without spaces, got nothing/],
    [`${head}events: [`, /^line \d+, column \d+: /],
    [`${head}values: { t: { time: d } }\n${event}script: "1"`, /^script is not known here/],
    [
      `${head.replace('Berlin', 'Nowhere')}values: { t: { time: d } }\n${event}`,
      /^zone must be .*"Europe\/Nowhere"/,
    ],
    [
      `${head}values: { t: { time: d, format: HH:mm } }\n${event}`,
      /^values.t.format.0 must be "iso".* or hold a year/,
    ],
    [`${head}values: { t: { time: d, format: yyyyMMdd h } }\n${event}`, /must have h and a together/],
    [
      `${head}values: { t: { value: d, join: [a] } }\n${event}`,
      /^values.t must have exactly one of value, constant/,
    ],
    [`${head}values: { t: { value: d, plus: a } }\n${event}`, /^values.t.plus needs "time" beside it/],
    [
      `${head}values: { t: { value: d, otherwise: a } }\n${event}`,
      /^values.t.otherwise needs "map" beside it/,
    ],
    [`${head}values: { t: { value: d, as: date } }\n${event}`, /^values.t.as must be one of text, key/],
    [
      `${head}values: { t: { value: u }, u: { value: t } }\n${event}`,
      /^values.t must not need itself: t, u, t/,
    ],
    [
      `${head}values: { t: { time: d } }\n${event.replace('count.added', 'call.made')}`,
      /^events.0.type must be an event/,
    ],
    [`${head}${event}`, /^events.0.time must be one of "values", got "t"/],
    [
      `${head}values: { t: { time: d } }\nskip: [{ value: a }]\n${event}`,
      /^skip.0 must have exactly one of equals/,
    ],
    [
      `${head}values: { t: { time: d } }\ntable: { encoding: klingon }\n${event}`,
      /^table.encoding must be a known/,
    ],
    [
      `${head}values: { t: { time: d } }\ntable: { columns: [a] }\n${event}`,
      /^"d" is neither one of "values" nor/,
    ],
    [
      `${head}values: { t: { time: d } }\ntable: { columns: [d, d] }\n${event}`,
      /^table.columns must name each column once/,
    ],
    [`${head}events: []`, /^events must be a list of events/],
    ['just text', /^the file must be a mapping of names to values/],
    ['a: *b', /^the file: /],
  ])('is told in words: %j', (yaml, fault) => {
    expect(faultsOf(yaml).join('\n')).toMatch(fault);
  });
});
