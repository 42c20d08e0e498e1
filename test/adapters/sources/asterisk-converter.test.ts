import { describe, expect, it } from 'vitest';
import { createConverter } from '../../../server/adapters/sources/asterisk-queue-log/converter.ts';
import { readLine } from '../../../server/adapters/sources/asterisk-queue-log/read-line.ts';
import { asText, convert, ofType, recorded, recordedLines } from './asterisk-world.ts';

const log = (...lines: string[]) => `${lines.join('\n')}\n`;
const segmentOf = ({
  data,
}: {
  data: { contactId: string; queue?: string | undefined; segmentId?: string | undefined };
}) => data.segmentId ?? `${data.contactId}/${data.queue}`;
const sum = (numbers: readonly (number | undefined)[]) =>
  numbers.reduce<number>((all, each) => all + (each ?? 0), 0);

describe('the recorded quarter of an hour', () => {
  const { events, notes } = convert(recorded);

  it('adds up to what was counted in it', () => {
    const offered = ofType(events, 'contact.offered');
    expect(notes).toEqual([]);
    expect(offered).toHaveLength(568);
    expect(new Set(offered.map(segmentOf)).size).toBe(568);
    expect(new Set(offered.map(({ data }) => data.customer)).size).toBe(61);
    const answered = ofType(events, 'contact.answered');
    expect(answered).toHaveLength(383);
    expect(new Set(answered.map(segmentOf)).size).toBe(383);
    expect(sum(answered.map(({ data }) => data.waitMs)) / 383).toBeCloseTo(1903.39, 2);
    const abandoned = ofType(events, 'contact.abandoned');
    expect(abandoned).toHaveLength(57);
    expect(abandoned.filter(({ data }) => data.waitMs! <= 5_000)).toHaveLength(55);
    const left = ofType(events, 'contact.left');
    expect(left.map(({ data }) => data.reason)).toEqual(Array(128).fill('timeout'));
    const transferred = ofType(events, 'contact.transferred');
    const ended = ofType(events, 'contact.ended');
    expect(transferred).toHaveLength(21);
    expect([...ended, ...transferred]).toHaveLength(383);
    expect(sum([...ended, ...transferred].map(({ data }) => data.talkMs))).toBe(2_658_000);
  });

  it('ends every segment that it starts, in the segment that it started', () => {
    const started = new Set(ofType(events, 'contact.offered').map(segmentOf));
    const exits = [
      ...ofType(events, 'contact.answered'),
      ...ofType(events, 'contact.abandoned'),
      ...ofType(events, 'contact.left'),
    ].map(segmentOf);
    expect(new Set(exits)).toEqual(started);
    const ends = [...ofType(events, 'contact.ended'), ...ofType(events, 'contact.transferred')].map(
      segmentOf,
    );
    expect(new Set(ends)).toEqual(new Set(ofType(events, 'contact.answered').map(segmentOf)));
  });

  it('gives nothing new when an older part of it is read again', () => {
    for (const [from, to] of [
      [0, 1_787],
      [0, 400],
      [300, 900],
      [1_380, 1_400],
    ]) {
      const again = recordedLines.slice(from, to).join('\n');
      const twice = convert(`${recorded.toString()}${again}\n`).events;
      expect(new Set(twice.map((event) => JSON.stringify(event)))).toEqual(
        new Set(events.map((event) => JSON.stringify(event))),
      );
    }
  });

  it('holds a call that came back to its queue in the second it was handed over, logged before that', () => {
    const own = events.filter(({ data }) => data.contactId === '1795283992.1505');
    expect(own.map(({ type, data }) => [type, data.segmentId, data.agent])).toEqual([
      ['contact.offered', undefined, undefined],
      ['contact.answered', undefined, 'Chen'],
      ['contact.offered', '1795283992.1505/sales/1795284003', undefined],
      ['contact.transferred', undefined, 'Chen'],
      ['contact.answered', '1795283992.1505/sales/1795284003', 'Ben'],
      ['contact.ended', '1795283992.1505/sales/1795284003', 'Ben'],
    ]);
  });

  it('goes on from a saved memory at any line as if nothing had happened', () => {
    for (const cut of [1, 60, 193, 194, 700, 1_391, 1_392, 1_700]) {
      const settings = { source: 'asterisk/queue-log' };
      const read = (texts: readonly string[]) =>
        texts.map((text) => readLine({ text, complete: true, tooLong: false, validUtf8: true }).line!);
      const first = createConverter(settings);
      const before = read(recordedLines.slice(0, cut)).flatMap((line) => first.convert(line));
      const second = createConverter(settings, JSON.parse(JSON.stringify(first.state())));
      const after = read(recordedLines.slice(cut)).flatMap((line) => second.convert(line));
      expect(asText([...before, ...after, ...second.settle()])).toBe(asText(events));
    }
  });
});

describe('transfers', () => {
  const original = '1717397243.239826';
  const consulting = '1717397390.239830';
  const swapped = (caller: string, agent: string) => [
    `1717397245|${original}|1501|NONE|ENTERQUEUE||+79001234567|1`,
    `1717397280|${original}|1501|${agent}|CONNECT|35|1717397246.1|3`,
    `1717397390|${consulting}|1509|NONE|ENTERQUEUE||${caller}|1`,
    `1717397400|${consulting}|1501|${agent}|ATTENDEDTRANSFER|BRIDGE|5f1e|35|120|1`,
    `1717397405|${original}|1509|Olga|CONNECT|15|1717397391.2|4`,
    `1717397578|${original}|1509|Olga|COMPLETECALLER|15|173|1`,
  ];

  it('with a consultation of another queue are one contact with two handled legs, known by the extension', () => {
    const { events } = convert(log(...swapped('7009', 'PJSIP/7009')));
    expect(new Set(events.map(({ data }) => data.contactId))).toEqual(new Set([original]));
    expect(ofType(events, 'contact.transferred').map(({ data }) => [data.queue, data.talkMs])).toEqual([
      ['1501', 120_000],
    ]);
    expect(ofType(events, 'contact.ended').map(({ data }) => [data.queue, data.talkMs])).toEqual([
      ['1509', 173_000],
    ]);
    expect(ofType(events, 'contact.offered').map(({ data }) => [data.queue, data.customer])).toEqual([
      ['1501', '+79001234567'],
      ['1509', undefined],
    ]);
    expect(ofType(events, 'contact.abandoned')).toEqual([]);
  });

  it('are put together at the hand-over when nothing told before', () => {
    const { events } = convert(log(...swapped('7009', 'Anna')));
    const own = events.filter(({ data }) => data.contactId === original);
    expect(own.map(({ type, data }) => [type, data.queue])).toEqual([
      ['contact.offered', '1501'],
      ['contact.answered', '1501'],
      ['contact.transferred', '1501'],
      ['contact.offered', '1509'],
      ['contact.answered', '1509'],
      ['contact.ended', '1509'],
    ]);
    const other = events.filter(({ data }) => data.contactId === consulting);
    expect(other.map(({ type, data }) => [type, data.reason, data.waitMs])).toEqual([
      ['contact.offered', undefined, undefined],
      ['contact.left', 'system', 0],
    ]);
    expect(ofType(events, 'contact.abandoned')).toEqual([]);
  });

  it('by a link have one field more', () => {
    const line = '1717397400|1.1|1501|Anna|ATTENDEDTRANSFER|LINK|one|two|35|120|1';
    const { events } = convert(log(line));
    expect(events[0]!.data).toMatchObject({ mode: 'attended', talkMs: 120_000, contactId: '1.1' });
  });
});

describe('a restart of Asterisk', () => {
  it('closes as unknown what was going on, and nothing that began since', () => {
    const { events } = convert(
      log(
        '1795283288|1.1|sales|NONE|ENTERQUEUE||1|1',
        '1795283288|1.2|sales|NONE|ENTERQUEUE||2|2',
        '1795283290|1.1|sales|Chen|CONNECT|2|1.3|0',
        '1795283300|NONE|NONE|NONE|QUEUESTART|',
        '1795283300|1.4|sales|NONE|ENTERQUEUE||3|1',
        '1795283301|1.4|sales|Chen|CONNECT|1|1.5|0',
      ),
    );
    const closed = events.filter(({ data }) => data.attributes);
    const said = { attributes: { closed: 'unknown' }, queue: 'sales' };
    expect(closed.map(({ type, time, data }) => [type, time, data])).toEqual([
      [
        'contact.ended',
        '2026-11-21T17:48:20.000Z',
        { ...said, contactId: '1.1', agent: 'Chen', endedBy: 'system' },
      ],
      ['contact.left', '2026-11-21T17:48:20.000Z', { ...said, contactId: '1.2', reason: 'system' }],
    ]);
  });
});
