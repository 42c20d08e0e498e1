import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { queryMetrics } from '../../server/flow/desk/metrics.ts';
import { HISTORY_START, history } from '../support/histories.ts';
import { holds } from '../support/seeds.ts';
import { testSites, workbench } from '../support/workbench.ts';

const DAY_MS = 86_400_000;
const ids = [
  'ticketsCreated',
  'ticketsResolved',
  'ticketsReopened',
  'reopenRate',
  'backlog',
  'firstResponseTime',
  'slaMet',
  'timeToResolution',
];
const whole = {
  site: 'main',
  metrics: ids,
  from: HISTORY_START - 2 * DAY_MS,
  to: HISTORY_START + 12 * DAY_MS,
  where: {},
};

describe('tickets', () => {
  test('created = resolved + open after every event, for each group, channel and team (H5)', async () => {
    const property = fc.asyncProperty(history, async (events) => {
      const { ledger, intake, clock } = workbench(createMemoryLedger());
      const tickets = events.filter(({ type }) => type.startsWith('ticket.'));
      for (const event of tickets) {
        await intake.take([event], { history: true });
        const open = (await ledger.list('main', 'tickets')).map(([member]) => JSON.parse(member) as string[]);
        for (const [at, groupBy] of [[], ['queue'], ['channel'], ['team']].entries() as ArrayIterator<
          [number, ('queue' | 'channel' | 'team')[]]
        >) {
          for (const row of await queryMetrics(
            ledger,
            testSites('main'),
            { ...whole, groupBy },
            clock.now(),
          )) {
            const { ticketsCreated, ticketsResolved, backlog } = row.values;
            const [group] = Object.values(row.group);
            const here = at === 0 ? open : open.filter((member) => member[at - 1] === group);
            expect(ticketsCreated?.value).toBe((ticketsResolved?.value ?? 0) + here.length);
            expect(backlog?.value).toBe(here.length);
          }
        }
      }
    });
    await holds('tickets are conserved', property, 60);
  });

  test('intervals add up to the whole, and no share leaves 0 to 1 in any of them (L3)', async () => {
    const property = fc.asyncProperty(history, async (events) => {
      const { ledger, intake, clock } = workbench(createMemoryLedger());
      await intake.take(events, { history: true });
      const query = { ...whole, groupBy: [] };
      const [total] = await queryMetrics(ledger, testSites('main'), query, clock.now());
      const rows = await queryMetrics(ledger, testSites('main'), { ...query, interval: 'PT1H' }, clock.now());
      for (const id of ids) {
        const sum = rows.reduce((sum, { values }) => sum + (values[id]?.numerator ?? 0), 0);
        expect(sum).toBe(total?.values[id]?.numerator);
      }
      for (const { values } of rows) {
        expect(values.reopenRate?.value ?? 0).toBeLessThanOrEqual(1);
        expect(values.firstResponseTime?.value ?? 0).toBeGreaterThanOrEqual(0);
        expect(values.timeToResolution?.value ?? 0).toBeGreaterThanOrEqual(0);
      }
    });
    await holds('intervals of tickets', property, 40);
  });
});
