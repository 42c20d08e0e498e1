import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTableReader, importRows } from '../../../server/adapters/sources/table/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { imported, mappingOf, withFiles } from '../../support/imports.ts';
import { holds } from '../../support/seeds.ts';
import { createRecordingIntake } from './asterisk-world.ts';
import { calls, events, header, setOf } from './table-world.ts';

const rows = [
  '1;"Müller; Jo";sales;Ana;27/03/2021;23:59:50;00:00:10;0:02:23',
  '2;;sales;;28/03/2021;09:00:00;;',
  '3;Bo;test;Ana;28/03/2021;09:00:00;09:00:01;5',
  '4;Cy;help;Ben;28/03/2021;09:00:00;09:00:01;75',
];
const many = Array.from(
  { length: 700 },
  (_, n) => `m${n};C${n % 9};help;Ben;28/03/2021;09:00:00;09:00:01;75`,
);
const text = (lines: readonly string[]) => `${[header, ...lines].join('\n')}\n`;

describe('an import of a table', () => {
  it('makes the events that its mapping tells', async () => {
    const { outcome, sent, intake } = await events(calls, 'calls.csv', text(rows));
    expect(outcome).toMatchObject({
      done: { files: 1, lines: 4, events: 7, resumed: 0, leftOut: 1, notes: {}, misfits: [] },
    });
    expect(sent.slice(0, 3)).toEqual([
      {
        specversion: '1.0',
        id: expect.stringMatching(/^contact\.offered-[\w-]{22}$/),
        source: 'test/calls',
        type: 'contact.offered',
        time: '2021-03-27T22:59:50.000Z',
        data: {
          contactId: '1',
          queue: 'sales',
          customer: 'Müller; Jo',
          channel: 'voice',
          direction: 'inbound',
          attributes: { desk: 'A1', caller: 'Müller; Jo' },
        },
      },
      expect.objectContaining({ type: 'contact.answered', time: '2021-03-27T23:00:10.000Z' }),
      expect.objectContaining({
        time: '2021-03-27T23:02:33.000Z',
        data: { contactId: '1', agent: 'Ana', talkMs: 143_000 },
      }),
    ]);
    expect(intake.history.every((history) => history)).toBe(true);
  });

  it('gives the same events from rows in any order, doubled, packed and cut into files (L1)', async () => {
    const lines = [...rows, ...many.slice(0, 30)];
    const expected = setOf((await events(calls, 'calls.csv', text(lines))).sent);
    const mapping = await mappingOf(calls);
    await holds(
      'rows in any order',
      fc.asyncProperty(
        fc.shuffledSubarray(lines, { minLength: lines.length, maxLength: lines.length }),
        fc.array(fc.constantFrom(...lines, header)),
        fc.nat({ max: lines.length }),
        async (shuffled, doubled, cut) => {
          const all = [...shuffled, ...doubled];
          const files = { 'a.csv': text(all.slice(0, cut)), 'b.csv.gz': gzipSync(text(all.slice(cut))) };
          const intake = createRecordingIntake();
          const summary = await withFiles(files, (paths) => imported(paths, mapping, { intake }));
          expect(setOf(intake.events.values())).toBe(expected);
          expect(summary).toMatchObject({ notes: {}, verdicts: { conflict: 0, rejected: 0 } });
        },
      ),
      15,
    );
  });

  it('reads other encodings', async () => {
    const yaml = calls.replace('delimiter: semicolon', 'delimiter: semicolon, encoding: windows-1252');
    const { sent } = await events(yaml, 'calls.csv', Buffer.from(text(rows), 'latin1'));
    expect(sent[0]?.data.customer).toBe('Müller; Jo');
    const wrong = await events(calls, 'calls.csv', Buffer.from(text(rows), 'latin1'));
    expect(wrong.outcome).toMatchObject({ done: { notes: { 'bad-encoding': 1 }, events: 7 } });
  });

  it('takes the names of columns from the mapping where there is no header', async () => {
    const yaml = calls.replace(
      'delimiter: semicolon',
      `delimiter: semicolon, columns: [${header.split(';').join(', ')}]`,
    );
    expect((await events(yaml, 'calls.csv', rows.join('\n'))).outcome).toMatchObject({
      done: { lines: 4, events: 7 },
    });
  });

  it('gives rows of one case what stood in the row before', async () => {
    const yaml = `source: test/steps
zone: Etc/UTC
table: { case: Ticket }
values: { at: { time: At }, ticket: { value: Ticket } }
events:
  - { type: ticket.reopened, time: at, data: { ticketId: ticket },
      when: [{ value: previous:Step, equals: end }, { value: Step, not: end }] }
`;
    const table =
      'Ticket,Step,At\n1,end,2020-01-01\n1,work,2020-01-02\n2,work,2020-01-03\n2,end,2020-01-04\n';
    const { sent } = await events(yaml, 'steps.csv', table);
    expect(sent.map(({ time, data }) => [time.slice(0, 10), data.ticketId])).toEqual([['2020-01-02', '1']]);
    const again = await events(yaml, 'steps.csv', table.replaceAll(/^(\d.*)$/gm, '$1\n$1'));
    expect(setOf(again.sent)).toBe(setOf(sent));
  });

  it('counts rows that do not fit, by column and rule, and goes on', async () => {
    const bad = [
      '5;Cy;help;Ben;31/02/2021;09:00:00;09:00:01;75',
      '6;Cy;help;Ben;28/03/2021;09:00:00;09:00:01;soon',
      '7;Cy;help',
      '8;Cy;;;28/03/2021;09:00:00;;',
      '9;"Cy;help;;28/03/2021;09:00:00;;',
    ];
    const { outcome, sent, intake } = await events(calls, 'calls.csv', text([...bad, ...rows]));
    expect(sent).toHaveLength(7);
    expect(outcome).toMatchObject({ done: { notes: { 'bad-row': 5 }, lines: 9 } });
    expect(
      'done' in outcome && outcome.done.misfits.map(({ line, column, rule }) => [line, column, rule]),
    ).toEqual([
      [2, 'came', 'must be a time as dd/MM/yyyy HH:mm:ss'],
      [3, 'Talk', 'must be a length such as 0:02:23 or seconds'],
      [4, 'the line', 'must have 8 cells'],
      [5, 'contact.offered data.queue', expect.stringContaining('expected string')],
      [6, 'the line', 'must close every quote that it opens'],
    ]);
    expect(intake.notes).toEqual([
      {
        source: 'test/calls',
        kind: 'bad-row',
        count: 5,
        example: 'the line must close every quote that it opens',
      },
    ]);
    expect(JSON.stringify(intake.notes)).not.toContain('Cy');
  });

  it('changes nothing when it is run again, not even the notes about its rows', async () => {
    const mapping = await mappingOf(calls);
    const context = { intake: createRecordingIntake(), store: createMemoryStore() };
    await withFiles({ 'calls.csv': text([...rows, 'x;y']) }, async (files) => {
      const first = await imported(files, mapping, context);
      const second = await imported(files, mapping, context);
      expect(first.verdicts).toMatchObject({ created: 7, duplicate: 0 });
      expect(second.verdicts).toMatchObject({ created: 0, duplicate: 7 });
      expect(second.notes).toEqual(first.notes);
    });
    expect(context.intake.notes).toHaveLength(1);
    expect(await context.store.names('import/')).toEqual([]);
  });

  it('goes on where it was cut short, and stops between two batches when asked to', async () => {
    const mapping = await mappingOf(calls);
    const intake = createRecordingIntake();
    const store = createMemoryStore();
    const take = intake.take;
    let batches = 0;
    intake.take = async (...args) => {
      batches += 1;
      intake.isAway = batches === 3;
      return take(...args);
    };
    const settings = { mapping, reader: createTableReader(mapping) };
    await withFiles({ 'calls.csv': text(many) }, async (files) => {
      await expect(importRows(files, { intake, store }, settings)).rejects.toThrow();
      const stopped = { intake, store, signal: AbortSignal.abort() };
      expect(await importRows(files, stopped, settings)).toEqual({ stoppedAt: 0 });
      const summary = await imported(files, mapping, { intake, store });
      expect(summary).toMatchObject({ events: 2_100, resumed: 1_000 });
      expect(summary.verdicts).toMatchObject({ created: 1_100, duplicate: 0 });
    });
  });

  it('says which file cannot be read, and which columns are missing', async () => {
    const mapping = await mappingOf(calls);
    const settings = { mapping, reader: createTableReader(mapping) };
    const context = { intake: createRecordingIntake(), store: createMemoryStore() };
    expect(await importRows(['/nowhere/a.csv'], context, settings)).toMatchObject({
      unreadable: '/nowhere/a.csv',
    });
    expect((await events(calls, 'a.csv', 'Call;Caller\n1;2\n')).outcome).toMatchObject({
      reason: expect.stringMatching(/needs the columns .*Queue.*; the header has Call, Caller/),
    });
    const cut = gzipSync(text(many)).subarray(0, 200);
    expect((await events(calls, 'a.csv.gz', cut)).outcome).toMatchObject({
      reason: 'unexpected end of file',
    });
    expect((await events(calls, 'a.csv', '')).outcome).toMatchObject({ done: { lines: 0, events: 0 } });
  });
});
