import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedMappings } from '../../../server/adapters/sources/table/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { type Io, runCommand } from '../../../server/cli/command.ts';
import { createImportCommand } from '../../../server/cli/import.ts';
import { mappingOf, withFiles } from '../../support/imports.ts';
import { createRecordingIntake } from './asterisk-world.ts';

async function run(...args: string[]) {
  const intake = createRecordingIntake();
  const out: string[] = [];
  const said: string[] = [];
  let opened = 0;
  const command = createImportCommand({
    open: async () => {
      opened += 1;
      return { intake, store: createMemoryStore(), close: async () => {} };
    },
  });
  const io: Io = {
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    isTerminal: false,
    environment: {},
    cwd: '/',
    signal: new AbortController().signal,
  };
  return { code: await runCommand(command, args, io), out, said, intake, opened: () => opened };
}

/** The mapping that `--help` shows, and a table that fits it. */
const shown = async () => {
  const { out } = await run('csv', '--help');
  const [, yaml = ''] =
    /:\n\n((?: {2}.*\n)+)/.exec(out.join('\n').split('A mapping, for a table')[1] ?? '') ?? [];
  return yaml.replaceAll(/^ {2}/gm, '');
};
const header = 'Call;Caller;Queue;Agent;Day;Came;Picked up;Talk';
const table = `${header}
1;anonymous;sales;Ana;27/03/2021;23:59:50;00:00:10;0:02:23
2;+4930;internal;;28/03/2021;09:00:00;;
3;+4931;sales;;28/03/2021;09:00:00;;
4;+4932;sales;;28.03.2021;09:00:00;;
`;

describe('floorlight import csv', () => {
  it('imports a table by the mapping that its help shows', async () => {
    const files = { 'mapping.yaml': await shown(), 'calls.csv': table };
    await withFiles(files, async ([mapping = '', file = '']) => {
      const { code, out, intake } = await run('csv', '--mapping', mapping, file, '--site', 'north');
      expect(out).toEqual([
        '1 files, 4 lines, 4 events',
        'left out by the mapping: 1',
        'verdicts: 4 created',
        'notes: 1 bad-row',
        `  came must be a time as dd/MM/yyyy HH:mm:ss: 1, first at ${file}:5`,
      ]);
      expect(code).toBe(0);
      expect([...intake.events.values()].map(({ type, data }) => [type, data.contactId, data.site])).toEqual([
        ['contact.offered', '1', 'north'],
        ['contact.answered', '1', 'north'],
        ['contact.ended', '1', 'north'],
        ['contact.offered', '3', 'north'],
      ]);
    });
  });

  it('shows with --check what it would send, and sends nothing', async () => {
    const rows = Array.from({ length: 30 }, (_, n) => `${n + 10};;sales;;28/03/2021;09:00:00;;\n`).join('');
    await withFiles(
      { 'mapping.yaml': await shown(), 'calls.csv': table + rows },
      async ([mapping = '', file = '']) => {
        const { code, out, opened } = await run('csv', '--check', '--mapping', mapping, file);
        expect(code).toBe(0);
        expect(out[0]).toBe(
          '2: contact.offered 2021-03-27T22:59:50.000Z {"contactId":"1","queue":"sales","channel":"voice","direction":"inbound"}',
        );
        expect(out.slice(3, 6)).toEqual([
          '3: left out',
          expect.stringMatching(/^4: contact.offered .*"customer":"\+4931"/),
          '5: does not fit: came must be a time as dd/MM/yyyy HH:mm:ss',
        ]);
        expect(out.at(-1)).toBe('20 rows, 20 events, 1 rows left out, 1 that do not fit; nothing was sent');
        expect(opened()).toBe(0);
      },
    );
  });

  it('refuses what it does not understand with exit code 2 and says what', async () => {
    await withFiles({ 'bad.yaml': 'source: a b\n', 'a.csv': 'x,y\n1,2\n' }, async ([bad = '', file = '']) => {
      const cases: [string[], RegExp][] = [
        [['csv', file], /--mapping is missing: a file, or one of helpdesk-italian, phonenow/],
        [['csv', '--mapping', 'phonenow'], /name of a file is missing/],
        [
          ['csv', '--mapping', 'nowhere', file],
          /nowhere: cannot read it: ENOENT.*; ready ones are .*technion-bank/,
        ],
        [['csv', '--mapping', bad, file], /bad.yaml: source must be 1 to 256 .*\n.*zone must be/],
        [['csv', '--mapping', 'phonenow', file, '--site', 'No'], /--site must be/],
        [
          ['csv', '--mapping', 'phonenow', file],
          /cannot read .*a.csv: the mapping needs the columns .*Call Id/,
        ],
        [
          ['csv', '--mapping', 'phonenow', '--check', file],
          /cannot read .*a.csv: the mapping needs the columns/,
        ],
        [['xes', file], /cannot read .*a.csv: it is no XES/],
      ];
      for (const [args, message] of cases) {
        const { code, said } = await run(...args);
        expect(said.join('\n')).toMatch(message);
        expect(code).toBe(2);
      }
    });
  });
});

describe('the mappings that come with Floorlight', () => {
  it('are all without a fault', async () => {
    const names = await shippedMappings();
    expect(names).toEqual(['helpdesk-italian', 'phonenow', 'problem-tickets', 'technion-bank']);
    for (const name of names) expect((await mappingOf(name)).events.length).toBeGreaterThan(0);
    const folder = join(import.meta.dirname, '../../../server/adapters/sources/table/mappings');
    for (const name of names) expect(await readFile(join(folder, `${name}.yaml`), 'utf8')).toMatch(/^# /);
  });
});
