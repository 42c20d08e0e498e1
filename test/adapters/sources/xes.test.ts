import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createXmlReader, type XmlPiece } from '../../../server/adapters/sources/xes/xml-pieces.ts';
import { holds } from '../../support/seeds.ts';
import { events, setOf } from './table-world.ts';

const mapping = `source: test/xes
zone: Etc/UTC
values:
  ticket: { value: case:concept:name, as: key }
  at: { time: time:timestamp }
  step: { value: concept:name, map: { Open: ticket.created, Done: ticket.resolved }, otherwise: null }
events:
  - { type: step, time: at, sequence: case:position, data: { ticketId: ticket, group: org:group } }
  - { type: ticket.reopened, time: at, sequence: case:position, data: { ticketId: ticket },
      when: [{ value: previous:concept:name, equals: Done }, { value: concept:name, not: Done }] }
`;
const event = (name: string, time: string, more = '') =>
  `<event><string key="concept:name" value="${name}"/><date key="time:timestamp" value="${time}"/>${more}</event>`;
const trace = (id: string, ...inner: string[]) =>
  `<trace><string key="concept:name" value="${id}"/>${inner.join('\n')}</trace>`;
const log = (...traces: string[]) =>
  `\uFEFF<?xml version="1.0"?><!DOCTYPE log [<!ENTITY big "bigger">]><!-- <trace> --><xes:log>
<global scope="event"><string key="org:group" value="UNKNOWN"/></global>${traces.join('\n')}</xes:log>\n`;

const one = trace(
  'T1',
  event(
    'Open',
    '2020-01-01T10:00:00+01:00',
    "<string key='org:group' value='A &amp; B &#x41;>'><string key='org:group' value='deep'/></string>",
  ),
  event('Done', '2020-01-02T10:00:00Z'),
  event(
    'Work',
    '2020-01-03T10:00:00Z',
    '<list key="l"><values><string key="concept:name" value="Done"/></values></list>',
  ),
  event('Done', '2020-01-04T10:00:00Z'),
);
const two = trace('T2', event('Open', '2020-01-05T10:00:00Z'), event('Open', '2020-01-05T10:00:00Z'));

describe('an import of an event log in XES', () => {
  it('makes each event a row with its trace and the event before it', async () => {
    const { outcome, sent } = await events(mapping, 'a.xes', log(one, two));
    expect(sent.map(({ type, time, sequence, data }) => [type, time.slice(0, 16), sequence, data])).toEqual([
      ['ticket.created', '2020-01-01T09:00', '1', { ticketId: 'T1', group: 'A & B A>' }],
      ['ticket.resolved', '2020-01-02T10:00', '2', { ticketId: 'T1' }],
      ['ticket.reopened', '2020-01-03T10:00', '3', { ticketId: 'T1' }],
      ['ticket.resolved', '2020-01-04T10:00', '4', { ticketId: 'T1' }],
      ['ticket.created', '2020-01-05T10:00', '1', { ticketId: 'T2' }],
      ['ticket.created', '2020-01-05T10:00', '2', { ticketId: 'T2' }],
    ]);
    expect(outcome).toMatchObject({ done: { lines: 6, notes: {}, misfits: [] } });
  });

  it('gives the same from traces in another order, twice, and packed', async () => {
    const expected = setOf((await events(mapping, 'a.xes', log(one, two))).sent);
    const { sent, outcome } = await events(mapping, 'a.xes.gz', gzipSync(log(two, one, two, one)));
    expect(setOf(sent)).toBe(expected);
    expect(outcome).toMatchObject({ done: { verdicts: { duplicate: 6, conflict: 0 } } });
  });

  it('keeps what is whole of a log that ends in the middle, and says so', async () => {
    const { outcome, sent } = await events(mapping, 'a.xes', log(one, two).slice(0, -80));
    expect(sent.length).toBeGreaterThan(3);
    expect(outcome).toMatchObject({
      done: { misfits: [{ column: 'the file', rule: 'must not end in the middle' }] },
    });
  });

  it('passes over closing tags that close nothing', async () => {
    const { sent } = await events(
      mapping,
      'a.xes',
      log('</trace></event>', one.replace('</event>', '</b></event>')),
    );
    expect(sent).toHaveLength(4);
  });

  it('refuses what is no XES', async () => {
    for (const [content, reason] of [
      ['a,b\n1,2\n', /has no <log>/],
      ['<html><body/></html>', /has no <log>/],
      [`<log ${'x'.repeat(1_100_000)}`, /more than 1 MB/],
      ['<log>'.repeat(2_000), /nested deeper/],
    ] as const) {
      expect((await events(mapping, 'a.xes', content)).outcome).toMatchObject({
        reason: expect.stringMatching(reason),
      });
    }
  });
});

const asText = (pieces: readonly XmlPiece[]): string =>
  JSON.stringify(
    pieces.map((piece) => ('attributes' in piece ? { ...piece, attributes: [...piece.attributes] } : piece)),
  );

describe('tags of XML', () => {
  it('leave comments, instructions, CDATA and text out', () => {
    const pieces = createXmlReader().push('<?x <a?><a><!-- <b> --><![CDATA[<c>]]>text &lt;<d e=">"/></a >');
    expect(pieces.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'open a',
      'open d',
      'close d',
      'close a',
    ]);
  });

  it('resolve only the entities of XML itself', () => {
    const [open] = createXmlReader().push('<a b="&lt;&quot;&apos;&#65;&big;&#99999999;&#0;"/>');
    expect(open && 'attributes' in open && open.attributes.get('b')).toBe('<"\'A&big;&#99999999;&#0;');
  });

  it('are the same however the text is cut, whatever it is', () =>
    holds(
      'tags in pieces',
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '/',
            '!',
            '--',
            '?',
            '"',
            "'",
            '=',
            'a',
            ' ',
            '[',
            ']',
            '<!--',
            '-->',
            '<![CDATA[',
            '&amp;',
            '<a b="c"/>',
          ),
        ),
        (parts) => {
          const text = parts.join('');
          const reader = createXmlReader();
          expect(asText([...text].flatMap((piece) => reader.push(piece)))).toBe(
            asText(createXmlReader().push(text)),
          );
        },
      ),
      500,
    ));
});
