import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  checkRows,
  createTableReader,
  importRows,
  loadMapping,
  type RowImportSettings,
  shippedMappings,
} from '../adapters/sources/table/index.ts';
import { createXesReader } from '../adapters/sources/xes/index.ts';
import { type Command, type Io, UsageError } from './command.ts';
import { type OpenImportPlace, runImport, siteOf } from './import-run.ts';

const options = `  --mapping FILE  what the columns mean, or the name of a mapping that comes with Floorlight
  --check         show what the first 20 rows would send, and send nothing
  --site SITE     the site they belong to; the default is main

Rows that do not fit are counted by column and rule and stop nothing. Running it again changes nothing. One that was
cut short goes on where it was.`;

const csvUsage = `Usage: floorlight import csv --mapping FILE FILE... [--check] [--site SITE]

  FILE            a table with one row for each thing that happened; those that end in .gz are unpacked
${options}

A mapping, for a table with the columns Call,Caller,Queue,Agent,Day,Came,Picked up,Talk:

  source: my/switch
  zone: Europe/Berlin                       # of the table's local times
  formats: dd/MM/yyyy HH:mm:ss              # or iso, epoch, epochMs; several in a list
  table: { delimiter: semicolon }           # comma, tab, pipe, whitespace; quotes, columns, case, encoding
  key: [Call]                               # what tells one row from another; all columns unless named
  skip: [{ value: Queue, oneOf: [test, internal] }]
  values:
    contact: { value: Call, as: key }
    came: { time: [Day, Came] }
    answered: { time: [Day, Picked up], after: came }   # an earlier clock time is of the next day
    ended: { time: answered, plus: Talk }               # H:MM:SS or seconds
    caller: { value: Caller, nullIf: [anonymous] }
  events:
    - { type: contact.offered, time: came, data: { contactId: contact, queue: Queue, customer: caller,
        channel: { constant: voice }, direction: { constant: inbound } } }
    - { type: contact.answered, time: answered, when: { value: Agent, isEmpty: false },
        data: { contactId: contact, agent: Agent } }
    - { type: contact.ended, time: ended, when: { value: Agent, isEmpty: false },
        data: { contactId: contact, agent: Agent, talkMs: { value: Talk, as: seconds } } }

Values are made of: value, constant, join (with), first, time (format, zone, after, tolerance, plus); then nullIf,
map (otherwise), as: text, key, integer, number, boolean, milliseconds, seconds, minutes. Conditions: equals, not,
oneOf, noneOf, isEmpty, startsWith, endsWith, contains, above, below, atLeast, atMost.`;

const xesUsage = `Usage: floorlight import xes FILE... [--mapping FILE] [--check] [--site SITE]

  FILE            an event log in XES; those that end in .gz are unpacked
${options}

Each event of the log is a row. Its columns are its attributes (concept:name, lifecycle:transition, org:resource,
time:timestamp ...), those of its trace as case:concept:name, those of the event before it in the trace as
previous:concept:name, and case:position. Without --mapping it is "problem-tickets". See "import csv --help".`;

/** The imports of tables and event logs, with a place of the caller's choice. */
export function createTableImports({ open }: { open: OpenImportPlace }): readonly Command[] {
  return [
    {
      name: 'csv',
      summary: 'read any table of contacts, tickets, surveys or customers by a mapping',
      usage: csvUsage,
      run: (args, io) => runTable(args, { io, open, readerOf: createTableReader }),
    },
    {
      name: 'xes',
      summary: 'read event logs of tickets in XES',
      usage: xesUsage,
      run: (args, io) =>
        runTable(args, { io, open, readerOf: createXesReader, usualMapping: 'problem-tickets' }),
    },
  ];
}

type Kind = {
  readonly io: Io;
  readonly open: OpenImportPlace;
  readonly readerOf: (mapping: RowImportSettings['mapping']) => RowImportSettings['reader'];
  readonly usualMapping?: string;
};

async function runTable(args: string[], { io, open, readerOf, usualMapping }: Kind): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { mapping: { type: 'string' }, site: { type: 'string' }, check: { type: 'boolean' } },
  });
  const name = values.mapping ?? usualMapping;
  if (name === undefined) {
    const shipped = await shippedMappings();
    throw new UsageError(`--mapping is missing: a file, or one of ${shipped.join(', ')}`);
  }
  if (positionals.length === 0) throw new UsageError('the name of a file is missing');
  const site = siteOf(values.site);
  const read = await loadMapping(name, io.cwd);
  if ('faults' in read) {
    for (const fault of read.faults) io.say(`floorlight: ${name}: ${fault}`);
    return 2;
  }
  const files = positionals.map((file) => resolve(io.cwd, file));
  const settings = { mapping: read.mapping, reader: readerOf(read.mapping), ...site };
  if (values.check) return check(files, settings, io);
  return runImport(io, open, (context) => importRows(files, context, settings));
}

async function check(files: readonly string[], settings: RowImportSettings, io: Io): Promise<number> {
  for (const file of files) {
    try {
      for await (const line of checkRows(file, settings)) io.out(line);
    } catch (error) {
      io.say(`floorlight: cannot read ${file}: ${(error as Error).message}`);
      return 2;
    }
  }
  return 0;
}
