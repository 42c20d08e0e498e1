import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Floorlight, floorlightBench, until } from '../support/floorlight.ts';

const fixture = new URL('../fixtures/asterisk-live/queue_log', import.meta.url);
const range = 'from=2026-11-21T00:00:00Z&to=2026-11-23T00:00:00Z';
type Answer = { series: { group: Record<string, string>; values: Record<string, { value: number }> }[] };

let bench: Awaited<ReturnType<typeof floorlightBench>>;
let lines: string[];
beforeAll(async () => {
  bench = await floorlightBench();
  lines = (await readFile(fixture, 'utf8')).trimEnd().split('\n');
});
afterAll(() => bench.end());

const counts = 'offered,answered,abandoned,shortAbandoned,flowedOut,waiting';
async function total(server: Floorlight): Promise<number[]> {
  const { series } = (await server.get(`/v1/metrics?metrics=${counts}&${range}`)) as Answer;
  return Object.values(series[0]?.values ?? {}).map(({ value }) => value);
}

describe('a queue_log that is followed', () => {
  test('gives its totals though the server is killed half way and the log is rotated meanwhile (L1)', async () => {
    const log = join(bench.dataDir, 'queue_log');
    const text = (from: number, to: number) => `${lines.slice(from, to).join('\n')}\n`;
    await writeFile(log, text(0, 300));
    const environment = { FLOORLIGHT_ASTERISK_QUEUE_LOG: log };
    const first = await bench.start(environment);
    await until(async () => ((await total(first))[0] ?? 0) > 50);
    await appendFile(log, text(300, 700));
    await until(async () => ((await total(first))[0] ?? 0) > 150);
    await first.signal('SIGKILL');

    // While nobody looks, a line is cut in the middle, the log goes on, is rotated and goes on again.
    await appendFile(log, lines[700]!.slice(0, 20));
    await appendFile(log, `${lines[700]!.slice(20)}\n${text(701, 1000)}`);
    await rename(log, `${log}.1`);
    await writeFile(log, text(1000, 1400));

    const second = await bench.start(environment);
    await appendFile(log, text(1400, lines.length));
    await until(async () => {
      const [offered, , , , , waiting] = await total(second);
      return offered === 568 && waiting === 0;
    });
    expect(await total(second)).toEqual([568, 383, 57, 55, 128, 0]);
    const { series } = (await second.get(
      `/v1/metrics?metrics=answered,aht&groupBy=agent&${range}`,
    )) as Answer;
    expect(
      series.map(({ group, values }) => [group.agent, values.answered?.value, values.aht?.value]),
    ).toEqual([
      ['Ana', 56, 428_000 / 56],
      ['Ben', 57, 381_000 / 57],
      ['Chen', 79, 474_000 / 79],
      ['Dara', 69, 452_000 / 69],
      ['Eve', 60, 426_000 / 60],
      ['Finn', 41, 321_000 / 41],
      ['Gus', 21, 176_000 / 21],
    ]);
    await second.signal('SIGTERM');
  });
});
