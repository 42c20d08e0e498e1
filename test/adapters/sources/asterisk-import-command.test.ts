import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../server/adapters/store/memory.ts';
import { type Io, runCommand } from '../../../server/cli/command.ts';
import { createImportCommand } from '../../../server/cli/import.ts';
import { createRecordingIntake, recording } from './asterisk-world.ts';

async function run(...args: string[]) {
  const intake = createRecordingIntake();
  const out: string[] = [];
  const said: string[] = [];
  let closed = 0;
  const command = createImportCommand({
    open: async () => ({
      intake,
      store: createMemoryStore(),
      close: async () => {
        closed += 1;
      },
    }),
  });
  const io: Io = {
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    isTerminal: false,
    environment: {},
    cwd: '/',
    signal: new AbortController().signal,
  };
  const code = await runCommand(command, args, io);
  return { code, out, said, intake, closed: () => closed };
}

describe('floorlight import asterisk-queue-log', () => {
  it('tells how far it is and what came of it', async () => {
    const { code, out, said, intake, closed } = await run('asterisk-queue-log', recording, '--site', 'north');
    expect(code).toBe(0);
    expect(out).toEqual([
      `1 files, 1787 lines, ${intake.events.size} events`,
      `verdicts: ${intake.events.size} created`,
      'notes: none',
    ]);
    expect(said).toContain('reading: 100 %');
    expect(said.at(-1)).toBe('handing over: 100 %');
    expect([...intake.events.values()].every(({ data }) => data.site === 'north')).toBe(true);
    expect(closed()).toBe(1);
  });

  it('gives agents the names that it is told', async () => {
    const { intake } = await run('asterisk-queue-log', recording, '--alias', 'Chen=Chen Li');
    const agents = new Set([...intake.events.values()].map(({ data }) => data.agent));
    expect(agents).toContain('Chen Li');
    expect(agents).not.toContain('Chen');
  });

  it('refuses what it does not understand with exit code 2 and says what', async () => {
    const cases: [string[], RegExp][] = [
      [['asterisk-queue-log'], /name of a file is missing/],
      [['asterisk-queue-log', recording, '--site', 'No Such'], /--site must be/],
      [['asterisk-queue-log', recording, '--source', 'a b'], /--source must be/],
      [['asterisk-queue-log', recording, '--alias', 'Chen'], /--alias must be FROM=TO/],
      [['asterisk-queue-log', '/nowhere/queue_log'], /cannot read \/nowhere\/queue_log: ENOENT/],
    ];
    for (const [args, message] of cases) {
      const { code, said } = await run(...args);
      expect(code).toBe(2);
      expect(said.join('\n')).toMatch(message);
    }
  });
});
