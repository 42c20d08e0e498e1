import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type Verdict, verdicts } from '../../../ports/intake.ts';
import { digest } from '../asterisk-queue-log/identity.ts';
import type { ImportContext, ImportSummary } from '../asterisk-queue-log/index.ts';
import type { Mapping } from './mapping.ts';
import type { RowReader } from './row.ts';
import { createRowConverter, type SentEvent } from './row-events.ts';
import { createRowNotes, type MisfitCount, type RowNoteKind, type RowNotes } from './row-notes.ts';

const BATCH = 500;
/** How long it is remembered how far an import came that was cut short. */
const REMEMBERED_MS = 90 * 86_400_000;

export type RowImportSummary = Omit<ImportSummary, 'notes'> & {
  readonly notes: Readonly<Partial<Record<RowNoteKind, number>>>;
  /** Rows that the mapping leaves out. */
  readonly leftOut: number;
  readonly misfits: readonly MisfitCount[];
};

export type RowImportOutcome =
  | { readonly done: RowImportSummary }
  | { readonly unreadable: string; readonly reason: string }
  /** The signal asked to stop: how many events are in. The same call goes on from there. */
  | { readonly stoppedAt: number };

export type RowImportSettings = {
  readonly mapping: Mapping;
  readonly reader: RowReader;
  readonly site?: string;
};

/** A file could not be read; says which. */
class Unreadable extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.file = file;
  }
}

/**
 * Hands the rows of files over as events, holding one batch in memory. Promises: the same rows give the same events
 * whatever files they are cut into and in whatever order; a run that was cut short goes on where it was; a second run
 * changes nothing; rows that do not fit are counted and stop nothing.
 */
export async function importRows(
  files: readonly string[],
  context: ImportContext,
  settings: RowImportSettings,
): Promise<RowImportOutcome> {
  const notes = createRowNotes();
  try {
    const sizes = await sizesOf(files);
    const handed = await handOver(files, context, { ...settings, notes, ...sizes });
    if ('stoppedAt' in handed) return handed;
    await noteOnce(notes, context, settings.mapping.source);
    const done = { files: files.length, ...handed, notes: notes.counts(), misfits: notes.misfits() };
    return { done };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.file, reason: error.message };
    throw error;
  }
}

type Sizes = { readonly bytes: readonly number[]; readonly names: readonly string[] };
type Work = RowImportSettings & Sizes & { readonly notes: RowNotes };
type Handed = Pick<RowImportSummary, 'lines' | 'events' | 'resumed' | 'verdicts' | 'leftOut'>;

async function handOver(
  files: readonly string[],
  { intake, store, signal, progress }: ImportContext,
  work: Work,
): Promise<Handed | { readonly stoppedAt: number }> {
  const key = `import/${digest(JSON.stringify([work.mapping, work.site, work.names]))}`;
  const resumed = Number((await store.get(key)) ?? 0);
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  const total = work.bytes.reduce((sum, bytes) => sum + bytes, 0);
  const seen = { lines: 0, leftOut: 0, bytes: 0 };
  let events = 0;
  for await (const batch of batchesOf(files, work, seen)) {
    if (signal?.aborted) return { stoppedAt: events };
    events += batch.length;
    progress?.('handing over', seen.bytes, total);
    if (events <= resumed) continue;
    const results = await intake.take(batch, { history: true });
    for (const { verdict } of results) counts[verdict] += 1;
    await store.set(key, String(events), { ttlMs: REMEMBERED_MS });
  }
  await store.remove(key);
  progress?.('handing over', total, total);
  const { lines, leftOut } = seen;
  return { lines, leftOut, events, resumed: Math.min(resumed, events), verdicts: counts };
}

type Seen = { lines: number; leftOut: number; bytes: number };

async function* batchesOf(
  files: readonly string[],
  { mapping, reader, site, notes, bytes }: Work,
  seen: Seen,
): AsyncGenerator<readonly SentEvent[]> {
  const convert = createRowConverter(mapping, site);
  let batch: SentEvent[] = [];
  let bytesBefore = 0;
  for (const [index, file] of files.entries()) {
    for await (const rows of readable(file, reader, (read) => {
      seen.bytes = bytesBefore + read;
    })) {
      for (const row of rows) {
        seen.lines += 1;
        notes.addText(row);
        const outcome = convert(row);
        if ('misfit' in outcome) notes.addMisfit(outcome.misfit, row, file);
        else if ('leftOut' in outcome) seen.leftOut += 1;
        else batch.push(...outcome.events);
        if (batch.length < BATCH) continue;
        yield batch.slice(0, BATCH);
        batch = batch.slice(BATCH);
      }
    }
    bytesBefore += bytes[index] ?? 0;
  }
  if (batch.length > 0) yield batch;
}

/** The rows of a file, its errors told apart from those of the intake. */
async function* readable(file: string, reader: RowReader, progress: (bytes: number) => void) {
  try {
    yield* reader.rowsOf(file, progress);
  } catch (error) {
    throw new Unreadable(file, error);
  }
}

async function sizesOf(files: readonly string[]): Promise<Sizes> {
  const bytes: number[] = [];
  const names: string[] = [];
  for (const file of files) {
    try {
      const { size, mtimeMs } = await stat(file);
      bytes.push(size);
      names.push(`${resolve(file)} ${size} ${Math.floor(mtimeMs)}`);
    } catch (error) {
      throw new Unreadable(file, error);
    }
  }
  return { bytes, names };
}

/** Hands notes over, unless the very same were handed over before: a second run must not count them again. */
async function noteOnce(notes: RowNotes, { intake, store }: ImportContext, source: string): Promise<void> {
  const gathered = notes.notes(source);
  if (gathered.length === 0) return;
  const name = `import-notes/${digest(`${source} ${notes.fingerprint()}`)}`;
  if ((await store.get(name)) !== null) return;
  await intake.note(gathered);
  await store.set(name, JSON.stringify(notes.counts()));
}
