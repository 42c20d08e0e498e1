import {
  createTableReader,
  importRows,
  type RowImportOutcome,
  readMapping,
} from '../../../server/adapters/sources/table/index.ts';
import { createRowConverter, type SentEvent } from '../../../server/adapters/sources/table/row-events.ts';
import { createXesReader } from '../../../server/adapters/sources/xes/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { mappingOf, withFiles } from '../../support/imports.ts';
import { createRecordingIntake } from './asterisk-world.ts';

/** The start of a mapping that a test goes on with. */
export const head = 'source: test/table\nzone: Europe/Berlin\n';

export const faultsOf = (yaml: string): readonly string[] => {
  const read = readMapping(yaml);
  return 'faults' in read ? read.faults : [];
};

/** The fields of the one `count.added` that a row of these cells gives, or why it does not fit. */
export async function made(values: string, cells: Readonly<Record<string, string>>, zone = 'Europe/Berlin') {
  const mapping = await mappingOf(`source: test/table
zone: ${zone}
values:
  moment: { time: at }
${values.replace(/^/gm, '  ')}
events:
  - { type: count.added, time: moment, data: { name: { constant: seen }, value: { constant: 1 }, dimensions.x: x } }
`);
  const row = { line: 1, cells: new Map(Object.entries({ at: '2026-01-01 00:00:00', ...cells })) };
  const outcome = createRowConverter(mapping)(row);
  if ('misfit' in outcome) return `${outcome.misfit.column} ${outcome.misfit.rule}`;
  if ('leftOut' in outcome) return 'left out';
  return (outcome.events[0]?.data.dimensions as { x?: string } | undefined)?.x ?? null;
}

/** What an import of one file hands over. */
export async function events(yaml: string, name: string, content: string | Buffer) {
  const mapping = await mappingOf(yaml);
  const reader = name.includes('.xes') ? createXesReader() : createTableReader(mapping);
  const intake = createRecordingIntake();
  const outcome: RowImportOutcome = await withFiles({ [name]: content }, (files) =>
    importRows(files, { intake, store: createMemoryStore() }, { mapping, reader }),
  );
  return { outcome, intake, sent: [...intake.events.values()] as SentEvent[] };
}

/** The set of events as text, in an order of its own. */
export const setOf = (sent: Iterable<SentEvent>): string =>
  [...sent]
    .map((event) => JSON.stringify(event))
    .sort()
    .join('\n');

/** A mapping with most of what a mapping can say, and the header of a table that fits it. */
export const calls = `source: test/calls
zone: Europe/Berlin
formats: dd/MM/yyyy HH:mm:ss
table: { delimiter: semicolon }
key: [Call]
skip: [{ value: Queue, equals: test }]
values:
  contact: { value: Call, as: key }
  came: { time: [Day, Came] }
  answered: { time: [Day, Picked], after: came }
  ended: { time: answered, plus: Talk }
events:
  - type: contact.offered
    time: came
    data:
      contactId: contact
      queue: Queue
      customer: Caller
      channel: { constant: voice }
      direction: { constant: inbound }
      attributes.desk: { constant: A1 }
      attributes.caller: Caller
  - type: contact.answered
    time: answered
    when: { value: Agent, isEmpty: false }
    data: { contactId: contact, agent: Agent }
  - type: contact.ended
    time: ended
    when: { value: Agent, isEmpty: false }
    data: { contactId: contact, agent: Agent, talkMs: { value: Talk, as: seconds } }
`;
export const header = 'Call;Caller;Queue;Agent;Day;Came;Picked;Talk';
