import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FloorlightError } from '#domain/errors.ts';
import { type Event, parseEvent } from '#domain/event.ts';
import type { CloudEvent } from '../../../server/adapters/sources/asterisk-queue-log/cloud-event.ts';
import {
  type ConverterSettings,
  createConverter,
} from '../../../server/adapters/sources/asterisk-queue-log/converter.ts';
import { createLineSplitter } from '../../../server/adapters/sources/asterisk-queue-log/line-splitter.ts';
import { type Note, readLine } from '../../../server/adapters/sources/asterisk-queue-log/read-line.ts';
import type { Intake, QualityNote, Result } from '../../../server/ports/intake.ts';

export const recording = join(import.meta.dirname, '../../fixtures/asterisk-live/queue_log');
export const recorded = await readFile(recording);
export const recordedLines = recorded.toString().trimEnd().split('\n');

/** An intake that keeps each event once, as a ledger does, and everything that it was told besides. */
export type RecordingIntake = Intake & {
  readonly events: ReadonlyMap<string, CloudEvent>;
  readonly results: readonly Result[];
  readonly notes: readonly QualityNote[];
  readonly history: readonly boolean[];
  isAway: boolean;
};

export function createRecordingIntake(): RecordingIntake {
  const events = new Map<string, CloudEvent>();
  const results: Result[] = [];
  const notes: QualityNote[] = [];
  const history: boolean[] = [];
  const intake: RecordingIntake = {
    events,
    results,
    notes,
    history,
    isAway: false,
    async take(inputs, options) {
      if (intake.isAway) throw new FloorlightError('LEDGER_UNAVAILABLE');
      const taken = inputs.map((input): Result => {
        const parsed = parseEvent(input);
        if ('refusal' in parsed)
          return { source: null, id: null, verdict: 'rejected', reason: JSON.stringify(parsed) };
        const event = input as CloudEvent;
        const before = events.get(event.id);
        if (!before) events.set(event.id, event);
        history.push(options?.history ?? false);
        const same = before && JSON.stringify(before) === JSON.stringify(event);
        const verdict = !before ? 'created' : same ? 'duplicate' : 'conflict';
        return { source: event.source, id: event.id, verdict };
      });
      results.push(...taken);
      return taken;
    },
    async note(more) {
      if (intake.isAway) throw new FloorlightError('LEDGER_UNAVAILABLE');
      notes.push(...more);
    },
  };
  return intake;
}

/** Events as text in a fixed order: what two ways of reading the same lines must agree on. */
export const asText = (events: Iterable<CloudEvent>): string =>
  [...events]
    .map((event) => JSON.stringify(event))
    .sort()
    .join('\n');

export const problems = (intake: RecordingIntake): readonly Result[] =>
  intake.results.filter(({ verdict }) => verdict !== 'created' && verdict !== 'duplicate');

/** Reads bytes as a finished log, in their order. */
export function convert(
  bytes: Buffer | string,
  settings: Partial<ConverterSettings> = {},
): { events: CloudEvent[]; notes: Note[] } {
  const splitter = createLineSplitter();
  const converter = createConverter({ source: 'asterisk/queue-log', ...settings });
  const raws = splitter.push(Buffer.from(bytes));
  const rest = splitter.end();
  const events: CloudEvent[] = [];
  const notes: Note[] = [];
  for (const raw of rest ? [...raws, rest] : raws) {
    const read = readLine(raw);
    notes.push(...read.notes);
    if (read.line) events.push(...converter.convert(read.line));
  }
  events.push(...converter.settle());
  return { events, notes };
}

export function ofType<T extends Event['type']>(
  events: Iterable<CloudEvent>,
  type: T,
): Extract<Event, { type: T }>[] {
  return [...events].flatMap((input) => {
    const parsed = parseEvent(input);
    if ('refusal' in parsed) throw new Error(`${JSON.stringify(input)}: ${JSON.stringify(parsed.refusal)}`);
    return parsed.event.type === type ? [parsed.event as Extract<Event, { type: T }>] : [];
  });
}

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'floorlight-log-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function writeParts(folder: string, parts: readonly (string | Buffer)[]): Promise<string[]> {
  return Promise.all(
    parts.map(async (part, index) => {
      const file = join(folder, `part-${index}`);
      await writeFile(file, part);
      return file;
    }),
  );
}

export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
