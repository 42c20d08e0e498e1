import { appendFile, copyFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createAsteriskTail,
  defaultSource,
} from '../../../server/adapters/sources/asterisk-queue-log/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { handClock } from '../../../server/ports/clock.ts';
import type { Store } from '../../../server/ports/store.ts';
import { quietLog } from '../../support/quiet-log.ts';
import { holds } from '../../support/seeds.ts';
import {
  asText,
  convert,
  createRecordingIntake,
  inFolder,
  problems,
  type RecordingIntake,
  recorded,
  recordedLines,
  until,
} from './asterisk-world.ts';

const startedAt = Number(recordedLines[0]!.slice(0, 10)) * 1_000;
const DAY_MS = 86_400_000;

/** A tail that can be stopped in an orderly way or killed: then nothing of it reaches the outside any more. */
async function follow(path: string, intake: RecordingIntake, store: Store, clock = handClock(startedAt)) {
  let isDead = false;
  const log = quietLog();
  const gone = () => Promise.reject(new Error('killed'));
  const context = {
    intake: {
      ...intake,
      take: (...args: Parameters<typeof intake.take>) => (isDead ? gone() : intake.take(...args)),
      note: (...args: Parameters<typeof intake.note>) => (isDead ? gone() : intake.note(...args)),
    },
    store: {
      ...store,
      set: (...args: Parameters<Store['set']>) => (isDead ? gone() : store.set(...args)),
    },
    clock,
    log,
  };
  const { stop } = await createAsteriskTail({ name: defaultSource, path }, context).start();
  return {
    clock,
    log,
    stop,
    kill() {
      isDead = true;
      return stop();
    },
  };
}

/** The events of calls in what was written so far: those that do not wait for the end of a second. */
const ofCalls = (text: string) =>
  convert(text.slice(0, text.lastIndexOf('\n') + 1)).events.filter(({ type }) => type !== 'agent.changed');
function hasAll(intake: RecordingIntake, text: string): () => boolean {
  const missing = new Set(ofCalls(text).map(({ id }) => id));
  return () => {
    for (const id of missing) if (intake.events.has(id)) missing.delete(id);
    return missing.size === 0;
  };
}

const everything = asText(convert(recorded).events);
const expectedCount = everything.split('\n').length;

const operation = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constant('append' as const), bytes: fc.integer({ min: 1, max: 9_000 }) }),
  },
  ...(
    ['rotate', 'rotate at once', 'copy and truncate', 'restart', 'kill', 'away', 'rotate while away'] as const
  ).map((does) => ({ weight: 1, arbitrary: fc.record({ does: fc.constant(does), bytes: fc.constant(0) }) })),
);

describe('the tail of a queue_log', () => {
  it(
    'hands over what an import does, whatever happens to the file and to itself',
    () =>
      holds(
        'a log that is appended to, rotated, truncated, and read by a tail that dies',
        fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 40 }), (operations) =>
          inFolder(async (folder) => {
            const path = join(folder, 'queue_log');
            const intake = createRecordingIntake();
            const store = createMemoryStore();
            let tail = await follow(path, intake, store);
            let written = 0;
            let rotations = 0;
            const soFar = () => recorded.subarray(0, written).toString();
            const isRead = () => until(hasAll(intake, soFar()), `all events of the first ${written} bytes`);
            const append = async (bytes: number) => {
              await appendFile(path, recorded.subarray(written, written + bytes));
              written = Math.min(recorded.length, written + bytes);
            };
            const restOfLine = () => recorded.indexOf('\n', written) + 1 - written;
            const rotate = async () => {
              await append(Math.max(0, restOfLine()));
              rotations += 1;
              await rename(path, join(folder, `queue_log.${rotations}`));
              await writeFile(path, '');
            };
            await append(200);
            await until(async () => (await store.get(`tail/${defaultSource}`)) !== null, 'a first position');
            for (const { does, bytes } of operations) {
              if (does === 'append') await append(bytes);
              else if (does === 'rotate') {
                await rotate();
                await isRead();
              } else if (does === 'rotate at once') {
                await rotate();
                await append(2_000);
              } else if (does === 'copy and truncate') {
                // Until a line whose event shows that everything before it was read, too.
                do await append(Math.max(0, restOfLine()));
                while (written < recorded.length && !/ENTERQUEUE.*\n$/.test(soFar()));
                await isRead();
                rotations += 1;
                await copyFile(path, join(folder, `queue_log.${rotations}`));
                await truncate(path);
              } else if (does === 'restart') {
                await tail.stop();
                await append(500);
                tail = await follow(path, intake, store);
              } else if (does === 'kill') {
                await append(3_000);
                await tail.kill();
                tail = await follow(path, intake, store);
              } else if (does === 'away') {
                intake.isAway = true;
                await append(1_000);
                intake.isAway = false;
              } else {
                await tail.stop();
                await rotate();
                await append(4_000);
                await rotate();
                await append(4_000);
                tail = await follow(path, intake, store);
              }
            }
            await append(recorded.length);
            await isRead();
            tail.clock.advance(DAY_MS);
            await until(() => intake.events.size >= expectedCount, 'the last second of agents');
            await tail.stop();
            expect(asText(intake.events.values())).toBe(everything);
            expect(problems(intake)).toEqual([]);
            expect(intake.notes).toEqual([]);
          }),
        ),
        12,
      ),
    60_000,
  );

  it('hands a new line over at once', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      await writeFile(path, `${recordedLines[0]}\n`);
      const intake = createRecordingIntake();
      const tail = await follow(path, intake, createMemoryStore());
      const took: number[] = [];
      for (const line of recordedLines.slice(1, 18)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        const known = intake.events.size;
        const from = performance.now();
        await appendFile(path, `${line}\n`);
        await until(() => intake.events.size > known, line);
        took.push(performance.now() - from);
      }
      await tail.stop();
      took.sort((a, b) => a - b);
      console.info(`from the line to the intake: median ${took[8]!.toFixed(1)} ms`);
      // Far below the 250 ms of the poll: the watch has told.
      expect(took[8]).toBeLessThan(100);
    }));

  it('hands its backlog over as history and what is new as live', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      await writeFile(path, recorded);
      const intake = createRecordingIntake();
      const clock = handClock(startedAt + 10 * 60_000);
      const tail = await follow(path, intake, createMemoryStore(), clock);
      await until(hasAll(intake, recorded.toString()), 'everything');
      await tail.stop();
      const old = [...intake.events.values()].map(({ time }) => Date.parse(time) < clock.now() - 60_000);
      expect(intake.history).toEqual(old);
      expect(new Set(old)).toEqual(new Set([true, false]));
    }));

  it('waits for a log that is not there yet, and for one that was deleted to come back', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      const tail = await follow(path, intake, createMemoryStore());
      const [first, second] = [recordedLines.slice(0, 100), recordedLines.slice(100, 200)];
      await writeFile(path, `${first.join('\n')}\n`);
      await until(hasAll(intake, `${first.join('\n')}\n`), 'the first hundred');
      await rm(path);
      await writeFile(path, `${second.join('\n')}\n`);
      await until(hasAll(intake, `${recordedLines.slice(0, 200).join('\n')}\n`), 'the second hundred');
      await tail.stop();
    }));

  it('begins again when the log was emptied or written anew in place', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      const tail = await follow(path, intake, createMemoryStore());
      const parts = [
        recordedLines.slice(0, 300),
        recordedLines.slice(300, 400),
        recordedLines.slice(400, 900),
      ];
      let text = '';
      for (const part of parts) {
        // The last one is longer than what it overwrites: its beginning tells that it is another.
        await writeFile(path, `${part.join('\n')}\n`);
        text += `${part.join('\n')}\n`;
        await until(hasAll(intake, text), `${text.length} bytes`);
      }
      await tail.stop();
    }));

  it('waits for the rest of a line, and counts it as cut when the log goes on elsewhere without', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      const tail = await follow(path, intake, createMemoryStore());
      const lines = recordedLines.slice(0, 50);
      await writeFile(path, `${lines.join('\n')}\n17952833`);
      await until(hasAll(intake, `${lines.join('\n')}\n`), 'the lines before');
      expect(intake.notes).toEqual([]);
      await rename(path, `${path}.1`);
      await writeFile(path, `${recordedLines[50]}\n`);
      await until(hasAll(intake, `${recordedLines.slice(0, 51).join('\n')}\n`), 'the line after');
      await until(() => intake.notes.length > 0, 'a note');
      await tail.stop();
      expect(intake.notes).toEqual([
        { source: defaultSource, kind: 'cut-line', count: 1, example: '1 fields' },
      ]);
    }));

  it('says so when the log in which it stopped is gone, and goes on with the new one', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      const store = createMemoryStore();
      await writeFile(path, `${recordedLines.slice(0, 50).join('\n')}\n`);
      const first = await follow(path, intake, store);
      await until(hasAll(intake, `${recordedLines.slice(0, 50).join('\n')}\n`), 'the first log');
      await first.stop();
      await rm(path);
      await writeFile(path, `${recordedLines.slice(50, 60).join('\n')}\n`);
      const second = await follow(path, intake, store);
      await until(() => intake.notes.length > 0, 'a note');
      await until(hasAll(intake, `${recordedLines.slice(0, 60).join('\n')}\n`), 'the second log');
      await second.stop();
      expect(intake.notes.map(({ kind, count }) => [kind, count])).toEqual([['lost-file', 1]]);
    }));

  it('skips nothing while the ledger is away, and says that it tries again', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      intake.isAway = true;
      await writeFile(path, recorded);
      const tail = await follow(path, intake, createMemoryStore());
      await until(() => tail.log.lines.length > 1, 'a second try');
      expect(intake.events.size).toBe(0);
      intake.isAway = false;
      await until(hasAll(intake, recorded.toString()), 'everything');
      await tail.stop();
    }));

  it('tells an agent once their second is over, without waiting for another line', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'queue_log');
      const intake = createRecordingIntake();
      await writeFile(
        path,
        '1795283375|NONE|NONE|Chen|PAUSEALL|Break\n1795283375|NONE|sales|Chen|PAUSE|Break\n',
      );
      const clock = handClock(1_795_283_375_900);
      const tail = await follow(path, intake, createMemoryStore(), clock);
      await appendFile(path, '1795283375|1795283287.1|sales|NONE|ENTERQUEUE||1|1\n');
      await until(() => intake.events.size === 1, 'the call');
      clock.advance(200);
      await until(() => intake.events.size === 2, 'the agent');
      await tail.stop();
    }));
});
