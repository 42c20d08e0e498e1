import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { createDesk } from '../../server/flow/desk/desk.ts';
import { createLive } from '../../server/flow/live.ts';
import type { MetricsQuery, Series } from '../../server/ports/desk.ts';
import { oracle, type Said } from '../oracle/oracle.ts';
import { type Centre, centre } from '../support/centres.ts';
import { HISTORY_START } from '../support/histories.ts';
import { holds } from '../support/seeds.ts';
import { testSites, workbench } from '../support/workbench.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const whole = { site: 'main', where: {}, from: HISTORY_START - DAY, to: HISTORY_START + 13 * DAY };
const byContact = [
  'offered',
  'answered',
  'abandoned',
  'shortAbandoned',
  'flowedOut',
  'waiting',
  'abandonmentRate',
  'serviceLevel',
  'asa',
  'avgAbandonTime',
  'aht',
  'avgTalk',
  'avgHold',
  'avgWrapup',
  'transferRate',
  'fcr',
  'repeatRate',
  'csat',
];
const byAgent = [
  'answered',
  'asa',
  'aht',
  'avgTalk',
  'avgHold',
  'avgWrapup',
  'transferRate',
  'fcr',
  'csat',
  'occupancy',
];

/** What the product says once all of it has arrived. */
async function productOf({ batches, now }: Centre) {
  const bench = workbench(createMemoryLedger(), { startedAt: now });
  const { ledger, apply, clock } = bench;
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
  for (const batch of batches) await bench.intake.take([...batch], { history: true });
  return (query: Pick<MetricsQuery, 'metrics' | 'groupBy'> & Partial<MetricsQuery>) =>
    desk.metrics({ ...whole, ...query });
}

/** Only what is not nothing, so that a group which one side does not list is the same as one without anything. */
function numbersOf(rows: readonly Series[]): Record<string, Said> {
  const said = rows.flatMap(({ group, start, values }) =>
    Object.entries(values).map(([id, { numerator, denominator }]): [string, Said] => [
      `${Object.values(group)[0] ?? 'all'} ${new Date(start).toISOString()} ${id}`,
      [numerator ?? 0, denominator],
    ]),
  );
  return Object.fromEntries(said.filter(([, [numerator, denominator]]) => numerator !== 0 || denominator));
}

/** The same questions put to the oracle. */
function expectedOf(ask: ReturnType<typeof oracle>, asked: Asked, starts: readonly number[], lasts: number) {
  return asked.names.flatMap((name) =>
    starts.map((start) => {
      const group: Record<string, string> = name === undefined ? {} : { [asked.by]: name };
      const said = ask({ from: start, to: start + lasts, ...group });
      const values = asked.metrics.map((id) => {
        const [numerator, denominator] = said[id]!;
        return [id, { value: null, numerator, denominator, n: 0, provisional: false }] as const;
      });
      return { group, start, values: Object.fromEntries(values) };
    }),
  );
}

type Asked = {
  readonly by: 'queue' | 'agent';
  readonly names: readonly (string | undefined)[];
  readonly metrics: readonly string[];
};
const questions: readonly Asked[] = [
  { by: 'queue', names: [undefined], metrics: [...byContact, 'occupancy'] },
  { by: 'queue', names: ['billing', 'sales', 'support'], metrics: byContact },
  { by: 'agent', names: ['Ana', 'Ben', 'Chen'], metrics: byAgent },
];

async function agree(of: Centre): Promise<void> {
  const desk = await productOf(of);
  const ask = oracle(of.events, of.now);
  for (const asked of questions) {
    const groupBy = asked.names[0] === undefined ? [] : [asked.by];
    const query = { metrics: asked.metrics, groupBy };
    const total = expectedOf(ask, asked, [whole.from], whole.to - whole.from);
    expect(numbersOf(await desk(query))).toEqual(numbersOf(total));
    for (const { from, to } of stretchesOf(of.events)) {
      const quarters = await desk({ ...query, interval: 'PT15M', from, to });
      const starts = Array.from({ length: (to - from) / QUARTER }, (_, index) => from + index * QUARTER);
      expect(numbersOf(quarters)).toEqual(numbersOf(expectedOf(ask, asked, starts, QUARTER)));
    }
  }
}

/** The hours around events, without the nights in between: cut at full hours, an hour before and after. */
function stretchesOf(events: Centre['events']): { from: number; to: number }[] {
  const hours = new Set(
    events.flatMap(({ time }) => [-1, 0, 1].map((off) => Math.floor(Date.parse(time) / HOUR) + off)),
  );
  return [...hours]
    .filter((hour) => !hours.has(hour - 1))
    .map((first) => {
      let last = first;
      while (hours.has(last + 1)) last += 1;
      return { from: first * HOUR, to: (last + 1) * HOUR };
    });
}

describe('an oracle of lists and filters', () => {
  test('finds the same numbers as the product, in all and in every quarter of an hour (L3)', async () => {
    await holds('oracle', fc.asyncProperty(centre, agree), 80);
  });
});
