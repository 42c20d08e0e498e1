import { describe, expect, it } from 'vitest';
import { customerOf, keyOf } from '../../../server/adapters/sources/asterisk-queue-log/identity.ts';
import { convert } from './asterisk-world.ts';

const log = (...lines: string[]) => `${lines.join('\n')}\n`;

describe('agents', () => {
  const states = (lines: string[], aliases = {}) =>
    convert(log(...lines), { aliases }).events.map(({ data }) => [
      data.agent,
      data.state,
      data.reason,
      data.queues,
    ]);

  it('are paused when paused in every queue, and offline when out of every queue', () => {
    expect(
      states([
        '1795283300|MANAGER|sales|Ana|ADDMEMBER|',
        '1795283301|MANAGER|support|Ana|ADDMEMBER|',
        '1795283302|NONE|sales|Ana|PAUSE|Lunch',
        '1795283303|NONE|support|Ana|PAUSE|Lunch',
        '1795283304|NONE|sales|Ana|UNPAUSE|',
        '1795283305|MANAGER|sales|Ana|REMOVEMEMBER|',
        '1795283306|MANAGER|support|Ana|REMOVEMEMBER|',
      ]),
    ).toEqual([
      ['Ana', 'available', undefined, ['sales']],
      ['Ana', 'available', undefined, ['sales', 'support']],
      ['Ana', 'paused', 'Lunch', ['sales', 'support']],
      ['Ana', 'available', undefined, ['sales', 'support']],
      ['Ana', 'paused', 'Lunch', ['support']],
      ['Ana', 'offline', undefined, []],
    ]);
  });

  it('say one thing with PAUSEALL and the PAUSE of each queue, in any order', () => {
    const lines = [
      '1795283375|NONE|NONE|Chen|PAUSEALL|Break',
      '1795283375|NONE|support|Chen|PAUSE|Break',
      '1795283375|NONE|sales|Chen|PAUSE|Break',
    ];
    const expected = [['Chen', 'paused', 'Break', ['sales', 'support']]];
    expect(states(lines)).toEqual(expected);
    expect(states(lines.toReversed())).toEqual(expected);
  });

  it('are as before when two lines of one second say opposite things', () => {
    const start = ['1795283300|MANAGER|sales|Ana|ADDMEMBER|', '1795283302|NONE|sales|Ana|PAUSE|Lunch'];
    const change = [
      '1795283303|NONE|sales|Ana|UNPAUSE|Auto-Unpause',
      '1795283303|NONE|sales|Ana|PAUSE|Training',
    ];
    const expected = [
      ['Ana', 'available', undefined, ['sales']],
      ['Ana', 'paused', 'Lunch', ['sales']],
      ['Ana', 'paused', 'Training', ['sales']],
    ];
    expect(states([...start, ...change])).toEqual(expected);
    expect(states([...start, ...change.toReversed()])).toEqual(expected);
    expect(
      states([
        start[0]!,
        '1795283310|MANAGER|sales|Ana|REMOVEMEMBER|',
        '1795283310|MANAGER|sales|Ana|ADDMEMBER|',
      ]),
    ).toEqual([expected[0]]);
  });

  it('who answer without ever joining say nothing, and are known when they pause', () => {
    expect(
      states([
        '1795283300|1.1|sales|Ben|CONNECT|1|1.2|0',
        '1795283310|1.1|sales|Ben|COMPLETEAGENT|1|10|1',
        '1795283320|NONE|NONE|Ben|PAUSEALL|Lunch',
      ]).filter(([, state]) => state),
    ).toEqual([['Ben', 'paused', 'Lunch', ['sales']]]);
  });

  it('have the names that the site gives them', () => {
    expect(states(['1795283300|MANAGER|sales|SIP/551|ADDMEMBER|PAUSED'], { 'SIP/551': 'Anna' })).toEqual([
      ['Anna', 'paused', undefined, ['sales']],
    ]);
  });
});

describe('identity', () => {
  it('makes one customer of one number, and none of a hidden one', () => {
    expect(customerOf('+49 30 1234-56')).toBe('+4930123456');
    expect(customerOf(' (030) 123456 ')).toBe('030123456');
    for (const hidden of ['', ' ', 'Anonymous', 'unknown', '<unknown>', 'Restricted', '0', undefined]) {
      expect(customerOf(hidden)).toBeNull();
    }
    expect(customerOf('Ms  Example')).toBe('Ms Example');
  });

  it('keeps ids that fit and maps those that do not', () => {
    expect(keyOf('psy1-1292281041.87')).toBe('psy1-1292281041.87');
    expect(keyOf('a b|ü')).toBe('a=20b=7C=C3=BC');
    expect(keyOf('x'.repeat(500))).toHaveLength(123);
  });
});
