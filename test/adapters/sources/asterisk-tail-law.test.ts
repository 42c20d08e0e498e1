import { appendFile, copyFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultSource } from '../../../server/adapters/sources/asterisk-queue-log/index.ts';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { holds } from '../../support/seeds.ts';
import { DAY_MS, follow, hasAll } from './asterisk-follow.ts';
import {
  asText,
  convert,
  createRecordingIntake,
  inFolder,
  problems,
  recorded,
  until,
} from './asterisk-world.ts';

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
});
