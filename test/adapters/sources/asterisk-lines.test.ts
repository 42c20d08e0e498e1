import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLineSplitter,
  MAX_LINE_BYTES,
} from '../../../server/adapters/sources/asterisk-queue-log/line-splitter.ts';
import { holds } from '../../support/seeds.ts';
import { asText, convert, ofType, recorded, recordedLines } from './asterisk-world.ts';

const enter = '1795283288|1795283287.1|sales|NONE|ENTERQUEUE||+493010025|1';
const connect = '1795283290|1795283287.1|sales|Chen|CONNECT|2|1795283288.4|0';
const kinds = (text: string | Buffer) => convert(text).notes.map(({ kind }) => kind);

describe('lines of a queue_log', () => {
  it('are the same however the bytes are chunked', () =>
    holds(
      'chunks of bytes',
      fc.property(fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1 }), (sizes) => {
        const splitter = createLineSplitter();
        const texts: string[] = [];
        for (let at = 0, turn = 0; at < recorded.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          texts.push(...splitter.push(recorded.subarray(at, at + size)).map(({ text }) => text));
          at += size;
        }
        expect(texts).toEqual(recordedLines);
        expect(splitter.pending()).toBe(0);
      }),
      20,
    ));

  it('may end with CRLF', () => {
    expect(convert(`${enter}\r\n${connect}\r\n`)).toEqual(convert(`${enter}\n${connect}\n`));
  });

  it('are read without their last newline when nothing is missing, and counted when something is', () => {
    expect(convert(`${enter}\n${connect}`)).toEqual(convert(`${enter}\n${connect}\n`));
    expect(kinds(`${enter}\n${connect.slice(0, -4)}`)).toEqual(['cut-line']);
    expect(kinds(`${enter}\n1795283290|17952`)).toEqual(['cut-line']);
  });

  it('that cannot be read are counted by kind, and those around them are read', () => {
    const bad: [string | Buffer, string][] = [
      ['1795283289|17952', 'cut-line'],
      ['1795283289|1.1|sales|Chen|COMPLETEAGENT|3', 'cut-line'],
      ['5283289|1.1|sales|Chen|CONNECT|3|1.2|0', 'bad-time'],
      ['2024-06-03 09:49:50|1.1|sales|NONE|ENTERQUEUE||1|1', 'bad-time'],
      ['9999999999|1.1|sales|NONE|ENTERQUEUE||1|1', 'bad-time'],
      ['1795283289|1.1|sales|NONE|TELEPORT|1|2', 'unknown-event'],
      ['1795283289|1.1|sales|NONE|NOVELTY|PAUSE', 'pipe-in-name'],
      ['x'.repeat(MAX_LINE_BYTES + 1), 'long-line'],
    ];
    const text = bad.map(([line]) => `${line}\n`).join('');
    const { events, notes } = convert(`${enter}\n${text}${connect}\n`);
    expect(notes.map(({ kind }) => kind)).toEqual(bad.map(([, kind]) => kind));
    expect(asText(events)).toBe(asText(convert(`${enter}\n${connect}\n`).events));
  });

  it('with invalid UTF-8 are counted and read all the same', () => {
    const name = Buffer.concat([Buffer.from('M'), Buffer.from([0xfc]), Buffer.from('ller')]);
    const [before, after] = connect.split('Chen').map((part) => Buffer.from(part));
    const { events, notes } = convert(
      Buffer.concat([Buffer.from(`${enter}\n`), before!, name, after!, Buffer.from('\n')]),
    );
    expect(notes).toEqual([{ kind: 'invalid-utf8', example: 'CONNECT' }]);
    expect(ofType(events, 'contact.answered').map(({ data }) => data.agent)).toEqual(['M\ufffdller']);
  });

  it('of a queue with a | in its name are recovered and counted', () => {
    const { events, notes } = convert(
      [enter, connect].map((line) => line.replace('sales', 'sales|west')).join('\n'),
    );
    expect(notes.map(({ kind }) => kind)).toEqual(['pipe-in-name', 'pipe-in-name']);
    expect(events.map(({ data }) => data.queue)).toEqual(['sales|west', 'sales|west']);
    expect(events.map(({ type }) => type)).toEqual(['contact.offered', 'contact.answered']);
  });

  it('of other systems are understood or known to say nothing', () => {
    const others = ['DID|200', 'OUTCALL|a', 'PENALTY|3', 'FULL|', 'OUTANSWER|1', 'CALLSTATUS|SALE', 'INFO|x'];
    const text = others.map((other) => `1795283289|1.1|sales|Chen|${other}\n`).join('');
    expect(convert(text)).toEqual({ events: [], notes: [] });
  });

  it('never stop the rest, whatever stands between them', () =>
    holds(
      'rubbish between lines',
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fc.string({ unit: 'binary', maxLength: 200 })), {
          maxLength: 30,
        }),
        (rubbish) => {
          const lines = recordedLines.slice(0, 400);
          const clean = asText(convert(`${lines.join('\n')}\n`).events);
          // A line of rubbish may hold newlines; none of what results may look like a line of the log.
          for (const [at, text] of rubbish) lines.splice(at, 0, text.replaceAll('|', ':'));
          expect(asText(convert(`${lines.join('\n')}\n`).events)).toBe(clean);
        },
      ),
      30,
    ));
});
