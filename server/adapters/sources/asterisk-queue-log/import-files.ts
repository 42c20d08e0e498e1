import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Intake, type Verdict, verdicts } from '../../../ports/intake.ts';
import type { Store } from '../../../ports/store.ts';
import type { CloudEvent } from './cloud-event.ts';
import { type ConverterSettings, createConverter } from './converter.ts';
import { digest } from './identity.ts';
import { createNoteBook, type NoteBook } from './note-book.ts';
import { linesOfFile } from './read-file.ts';
import { type NoteKind, readLine } from './read-line.ts';
import { compareLines, type Place, placeOf } from './timing.ts';

const BATCH = 500;

export type ImportSummary = {
  readonly files: number;
  readonly lines: number;
  readonly events: number;
  /** Events that an earlier run, which was cut short, had handed over already. */
  readonly resumed: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly notes: Readonly<Partial<Record<NoteKind, number>>>;
};

export type ImportOutcome =
  | { readonly done: ImportSummary }
  | { readonly unreadable: string; readonly reason: string }
  /** The signal asked to stop: how many events are in. The same call goes on from there. */
  | { readonly stoppedAt: number };

export type Progress = (step: 'reading' | 'handing over', done: number, total: number) => void;

export type ImportContext = {
  readonly intake: Intake;
  readonly store: Store;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
};

/** A log file could not be read; says which. */
class Unreadable extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.file = file;
  }
}

/**
 * Hands the history in finished log files over. Promises: the same lines give the same events whatever files they are
 * cut into and in whatever order; a run that was cut short goes on where it was; a second run changes nothing.
 */
export async function importFiles(
  files: readonly string[],
  context: ImportContext,
  settings: ConverterSettings,
): Promise<ImportOutcome> {
  const progress = context.progress ?? (() => {});
  try {
    const total = await sizesOf(files);
    const notes = createNoteBook();
    const { lines, count } = await readAll(files, notes, (bytes) => progress('reading', bytes, total.bytes));
    lines.sort(compareLines);
    const handed = await handOver(lines, { ...context, progress, key: total.key(settings) }, settings);
    if ('stoppedAt' in handed) return handed;
    const counts = notes.counts();
    await noteOnce(notes, context, settings.source);
    return { done: { files: files.length, lines: count, ...handed, notes: counts } };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.file, reason: error.message };
    throw error;
  }
}

type SortedLine = Place & { readonly text: string };

async function readAll(
  files: readonly string[],
  notes: NoteBook,
  progress: (bytes: number) => void,
): Promise<{ lines: SortedLine[]; count: number }> {
  const lines: SortedLine[] = [];
  let count = 0;
  let bytesBefore = 0;
  for (const file of files) {
    try {
      let bytes = 0;
      for await (const raws of linesOfFile(file)) {
        for (const raw of raws) {
          bytes += raw.text.length + 1;
          const read = readLine(raw);
          notes.add(read.notes, raw.text);
          if (raw.text !== '' || raw.tooLong) count += 1;
          if (read.line && read.line.row.does !== 'nothing') {
            lines.push({ ...placeOf(read.line), text: read.line.text });
          }
        }
        progress(bytesBefore + bytes);
      }
      bytesBefore += bytes;
    } catch (error) {
      throw new Unreadable(file, error);
    }
  }
  return { lines, count };
}

async function handOver(
  lines: readonly SortedLine[],
  context: ImportContext & { readonly progress: Progress; readonly key: string },
  settings: ConverterSettings,
): Promise<Pick<ImportSummary, 'events' | 'resumed' | 'verdicts'> | { readonly stoppedAt: number }> {
  const { intake, store, key, progress, signal } = context;
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const resumed = Number((await store.get(key)) ?? 0);
  let events = 0;
  for (const { batch, readLines } of batchesOf(lines, settings)) {
    if (signal?.aborted) return { stoppedAt: events };
    events += batch.length;
    // The converter runs from the start again, because what it makes of a line depends on what came before.
    if (events <= resumed) continue;
    const results = await intake.take(batch, { history: true });
    for (const { verdict } of results) counts[verdict] += 1;
    await store.set(key, String(events));
    progress('handing over', readLines, lines.length);
  }
  await store.remove(key);
  return { events, resumed: Math.min(resumed, events), verdicts: counts };
}

function* batchesOf(
  lines: readonly SortedLine[],
  settings: ConverterSettings,
): Generator<{ batch: readonly CloudEvent[]; readLines: number }> {
  const converter = createConverter(settings);
  let batch: CloudEvent[] = [];
  for (const [index, { text }] of lines.entries()) {
    const { line } = readLine({ text, complete: true, tooLong: false, validUtf8: true });
    if (line) batch.push(...converter.convert(line));
    while (batch.length >= BATCH) {
      yield { batch: batch.slice(0, BATCH), readLines: index + 1 };
      batch = batch.slice(BATCH);
    }
  }
  batch.push(...converter.settle());
  for (let from = 0; from < batch.length; from += BATCH) {
    yield { batch: batch.slice(from, from + BATCH), readLines: lines.length };
  }
}

async function sizesOf(files: readonly string[]) {
  const sizes: string[] = [];
  let bytes = 0;
  for (const file of files) {
    try {
      const { size } = await stat(file);
      bytes += size;
      sizes.push(`${resolve(file)} ${size}`);
    } catch (error) {
      throw new Unreadable(file, error);
    }
  }
  const key = ({ source, site, aliases }: ConverterSettings) =>
    `import/${digest(JSON.stringify([source, site, aliases, sizes.sort()]))}`;
  return { bytes, key };
}

/** Hands notes over, unless the very same were handed over before: a second run must not count them again. */
async function noteOnce(
  notes: NoteBook,
  { intake, store }: { readonly intake: Intake; readonly store: Store },
  source: string,
): Promise<void> {
  const fingerprint = digest(`${source} ${notes.fingerprint()}`);
  const gathered = notes.take(source);
  if (gathered.length === 0) return;
  const name = `import-notes/${fingerprint}`;
  if ((await store.get(name)) !== null) return;
  await intake.note(gathered);
  await store.set(name, JSON.stringify(gathered.map(({ kind, count }) => [kind, count])));
}
