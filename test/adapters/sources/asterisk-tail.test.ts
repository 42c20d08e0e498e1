import { appendFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultSource } from '../../../server/adapters/sources/asterisk-queue-log/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { handClock } from '../../../server/ports/clock.ts';
import { follow, hasAll, startedAt } from './asterisk-follow.ts';
import { createRecordingIntake, inFolder, recorded, recordedLines, until } from './asterisk-world.ts';

describe('the tail of a queue_log', () => {
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
