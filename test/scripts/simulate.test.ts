import { describe, expect, it } from 'vitest';
import { readOptions } from '../../scripts/simulation/options.ts';

const now = Date.parse('2026-11-21T10:20:30Z');

describe('the command line of the simulator', () => {
  it('writes eight hours to standard output as fast as it goes when nothing is said', () => {
    expect(readOptions([], now)).toMatchObject({
      seed: 1,
      from: Date.parse('2026-11-21T10:00:00Z'),
      hours: 8,
      out: '-',
      url: null,
      speed: Number.POSITIVE_INFINITY,
    });
  });

  it('posts in real time when a server is named', () => {
    expect(readOptions(['--url', 'http://localhost:8383', '--key', 'k'], now)).toMatchObject({
      out: null,
      url: 'http://localhost:8383',
      key: 'k',
      speed: 1,
    });
  });

  it('asks for help by null', () => {
    expect(readOptions(['--help'], now)).toBeNull();
  });

  it.each([
    [['--late', '2'], '--late must be a number from 0 to 1, got "2"'],
    [['--from', 'yesterday'], '--from must be a date such as 2026-11-21T08:00Z, got "yesterday"'],
    [['--url', 'localhost'], '--url must be a web address, got "localhost"'],
    [['--shape', 'round'], '--shape must be demo or office, got "round"'],
  ])('says what was expected and what came: %s', (args, message) => {
    expect(() => readOptions(args, now)).toThrow(message);
  });
});
