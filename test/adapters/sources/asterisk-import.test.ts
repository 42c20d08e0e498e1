import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  defaultSource,
  type ImportOutcome,
  importFiles,
} from '../../../server/adapters/sources/asterisk-queue-log/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { holds } from '../../support/seeds.ts';
import {
  asText,
  convert,
  createRecordingIntake,
  inFolder,
  problems,
  recorded,
  recordedLines,
  recording,
  writeParts,
} from './asterisk-world.ts';

const settings = { source: defaultSource };
const expected = asText(convert(recorded).events);
const done = (outcome: ImportOutcome) => {
  if ('done' in outcome) return outcome.done;
  throw new Error(JSON.stringify(outcome));
};
const isShuffled = <T>(lines: readonly T[]) =>
  fc.shuffledSubarray([...lines], { minLength: lines.length, maxLength: lines.length });

describe('an import of a queue_log', () => {
  it('gives the same events from lines in any order, doubled, and cut into seven files', () =>
    holds(
      'shuffled, doubled, cut',
      fc.asyncProperty(
        isShuffled(recordedLines),
        fc.array(fc.nat({ max: recordedLines.length - 1 }), { maxLength: 300 }),
        fc.array(fc.nat({ max: recordedLines.length }), { minLength: 6, maxLength: 6 }),
        fc.nat({ max: 6 }),
        (shuffled, doubled, cuts, packed) =>
          inFolder(async (folder) => {
            const lines = [...shuffled, ...doubled.map((at) => recordedLines[at]!)];
            const ends = [...cuts.sort((a, b) => a - b), lines.length];
            const parts = ends.map((end, index) =>
              lines
                .slice(index === 0 ? 0 : ends[index - 1], end)
                .map((line) => `${line}\n`)
                .join(''),
            );
            const files = await writeParts(folder, parts);
            const gz = `${files[packed]}.gz`;
            await writeFile(gz, gzipSync(parts[packed]!));
            files[packed] = gz;
            const intake = createRecordingIntake();
            const summary = done(await importFiles(files, { intake, store: createMemoryStore() }, settings));
            expect(asText(intake.events.values())).toBe(expected);
            expect(problems(intake)).toEqual([]);
            expect(summary.lines).toBe(lines.length);
            expect(summary.notes).toEqual({});
            expect(intake.history.every((history) => history)).toBe(true);
          }),
      ),
      8,
    ));

  it('with every line doubled counts nothing twice', () =>
    inFolder(async (folder) => {
      const files = await writeParts(folder, [recorded, recorded]);
      const intake = createRecordingIntake();
      const summary = done(await importFiles(files, { intake, store: createMemoryStore() }, settings));
      expect(summary.verdicts).toMatchObject({ created: intake.events.size, conflict: 0, rejected: 0 });
      expect(asText(intake.events.values())).toBe(expected);
    }));

  it('changes nothing when it is run again, not even the notes about its lines', () =>
    inFolder(async (folder) => {
      const files = await writeParts(folder, [recorded, '1795283289|17952\nrubbish|1|2|3|4\n']);
      const context = { intake: createRecordingIntake(), store: createMemoryStore() };
      const first = done(await importFiles(files, context, settings));
      const second = done(await importFiles(files.toReversed(), context, settings));
      expect(first.verdicts.created).toBe(first.events);
      expect(second.verdicts.duplicate).toBe(second.events);
      expect(second.verdicts.created).toBe(0);
      expect(first.notes).toEqual({ 'cut-line': 1, 'bad-time': 1 });
      expect(second.notes).toEqual(first.notes);
      expect(context.intake.notes.map(({ source, kind, count }) => [source, kind, count])).toEqual([
        [defaultSource, 'cut-line', 1],
        [defaultSource, 'bad-time', 1],
      ]);
      expect(await context.store.names('import/')).toEqual([]);
    }));

  it('goes on where it was cut short', async () => {
    const intake = createRecordingIntake();
    const store = createMemoryStore();
    const take = intake.take;
    let batches = 0;
    intake.take = async (...args) => {
      batches += 1;
      if (batches === 3) intake.isAway = true;
      return take(...args);
    };
    await expect(importFiles([recording], { intake, store }, settings)).rejects.toThrow();
    expect(await store.names('import/')).toHaveLength(1);
    intake.isAway = false;
    const summary = done(await importFiles([recording], { intake, store }, settings));
    expect(summary.resumed).toBe(1_000);
    expect(summary.verdicts).toMatchObject({ created: summary.events - 1_000, duplicate: 0 });
    expect(asText(intake.events.values())).toBe(expected);
  });

  it('stops between two batches when asked to', async () => {
    const intake = createRecordingIntake();
    const context = { intake, store: createMemoryStore(), signal: AbortSignal.abort() };
    expect(await importFiles([recording], context, settings)).toEqual({ stoppedAt: 0 });
    expect(intake.events.size).toBe(0);
  });

  it('names the file that it cannot read', () =>
    inFolder(async (folder) => {
      const context = { intake: createRecordingIntake(), store: createMemoryStore() };
      const missing = join(folder, 'nowhere');
      expect(await importFiles([recording, missing], context, settings)).toMatchObject({
        unreadable: missing,
      });
      const broken = join(folder, 'broken.gz');
      await writeFile(broken, 'this was never packed');
      expect(await importFiles([recording, broken], context, settings)).toMatchObject({ unreadable: broken });
      expect(context.intake.events.size).toBe(0);
    }));

  const samples = join(import.meta.dirname, '../../../../shared/samples/asterisk-queue-log');
  if (!existsSync(samples))
    console.info('the samples of other machines are not here: their test is left out');
  it.runIf(existsSync(samples))('reads logs of other machines, and what is none only counts', async () => {
    const names = (await readdir(samples)).filter((name) => name.includes('queue_log'));
    const logs = names.filter((name) => !name.endsWith('.sql')).map((name) => join(samples, name));
    const context = { intake: createRecordingIntake(), store: createMemoryStore() };
    const summary = done(await importFiles(logs, context, settings));
    expect(summary).toMatchObject({ lines: 12, events: 0, notes: {} });
    const dump = names.filter((name) => name.endsWith('.sql')).map((name) => join(samples, name));
    const other = done(await importFiles(dump, context, settings));
    const lines = (await readFile(dump[0]!, 'utf8')).split('\n').filter((line) => line !== '').length;
    expect(other).toMatchObject({ lines, events: 0, notes: { 'cut-line': lines } });
  });
});
