import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { defaultSource, importFiles } from '../../server/adapters/sources/asterisk-queue-log/index.ts';
import { createMemoryStore } from '../../server/adapters/store/memory.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import { testSites, workbench } from '../support/workbench.ts';

const fixture = new URL('../fixtures/asterisk-live/queue_log', import.meta.url);
const range = { from: Date.parse('2026-11-21T00:00:00Z'), to: Date.parse('2026-11-23T00:00:00Z') };

let folder: string;
let lines: string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'floorlight-live-'));
  lines = (await readFile(fixture, 'utf8')).trimEnd().split('\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function figuresAfter(files: readonly (readonly string[])[]) {
  const bench = workbench(createMemoryLedger(), { startedAt: Date.parse('2026-11-25T00:00:00Z') });
  const { ledger, apply, clock, intake } = bench;
  const paths = await Promise.all(
    files.map(async (content, index) => {
      const path = join(folder, `queue_log.${index}`);
      await writeFile(path, `${content.join('\n')}\n`);
      return path;
    }),
  );
  const outcome = await importFiles(
    paths,
    { intake, store: createMemoryStore(clock) },
    { source: defaultSource },
  );
  expect(outcome).toHaveProperty('done');
  const live = createLive({ ledger, sites: testSites, now: clock.now });
  const desk = createDesk({
    ledger,
    live,
    apply,
    sites: testSites,
    model: null,
    now: clock.now,
    defaultSite: async () => 'main',
  });
  const ask = async (metrics: string[], groupBy: ('queue' | 'agent')[] = []) =>
    (await desk.metrics({ site: 'main', metrics, groupBy, where: {}, ...range })).map(({ group, values }) => [
      Object.values(group).join(),
      ...metrics.map((metric) => values[metric]?.value),
    ]);
  const counts = ['offered', 'answered', 'abandoned', 'shortAbandoned', 'flowedOut', 'waiting'];
  const [total] = await ask(counts);
  const [[, asa, aht, transferRate] = []] = await ask(['asa', 'aht', 'transferRate']);
  const customers = await ledger.list('main', 'customers');
  const contacts = await desk.contacts({
    site: 'main',
    metric: 'abandoned',
    where: {},
    ...range,
    limit: 500,
  });
  const talk = (await desk.metrics({ site: 'main', metrics: ['aht'], groupBy: [], where: {}, ...range }))[0]
    ?.values.aht;
  return {
    total: total?.slice(1),
    asa,
    aht,
    transfers: Math.round(Number(transferRate) * 383),
    talk: [talk?.numerator, talk?.denominator],
    queues: await ask(counts, ['queue']),
    agents: await ask(['answered', 'aht', 'transferRate'], ['agent']),
    callers: customers.length,
    abandons: contacts.rows
      .flatMap(({ segments }) => segments)
      .filter(({ outcome }) => outcome === 'abandoned').length,
  };
}

const expected = {
  total: [568, 383, 57, 55, 128, 0],
  asa: 729_000 / 383,
  aht: 2_658_000 / 383,
  transfers: 21,
  talk: [2_658_000, 383],
  queues: [
    ['billing', 89, 62, 13, 11, 14, 0],
    ['sales', 251, 165, 19, 19, 67, 0],
    ['support', 228, 156, 25, 25, 47, 0],
  ],
  agents: [
    ['Ana', 56, 428_000 / 56, 1 / 56],
    ['Ben', 57, 381_000 / 57, 3 / 57],
    ['Chen', 79, 474_000 / 79, 9 / 79],
    ['Dara', 69, 452_000 / 69, 2 / 69],
    ['Eve', 60, 426_000 / 60, 3 / 60],
    ['Finn', 41, 321_000 / 41, 1 / 41],
    ['Gus', 21, 176_000 / 21, 2 / 21],
  ],
  callers: 61,
  abandons: 57,
};

/** A repeatable shuffle. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed;
  for (let at = result.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const other = state % (at + 1);
    [result[at], result[other]] = [result[other]!, result[at]!];
  }
  return result;
}

describe('a quarter of an hour of a real Asterisk', () => {
  test('gives its totals, for each queue and agent too', async () => {
    expect(await figuresAfter([lines])).toEqual(expected);
  });
  test('gives the same when its lines are shuffled (L1)', async () => {
    expect(await figuresAfter([shuffled(lines, 7)])).toEqual(expected);
  });
  test('gives the same when every line is doubled (L1)', async () => {
    expect(await figuresAfter([lines.flatMap((line) => [line, line])])).toEqual(expected);
  });
  test('gives the same when it is cut into seven files, given in any order (L1)', async () => {
    const size = Math.ceil(lines.length / 7);
    const parts = Array.from({ length: 7 }, (_, part) => lines.slice(part * size, (part + 1) * size));
    expect(await figuresAfter(shuffled(parts, 3))).toEqual(expected);
  });
});
