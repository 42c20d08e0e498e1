import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { deskAfter, mappingOf, shuffled, withFiles } from '../support/imports.ts';
import { hasSample, sample } from '../support/samples.ts';

const metrics = [
  'ticketsCreated',
  'ticketsResolved',
  'ticketsReopened',
  'firstResolutionTime',
  'timeToResolution',
] as const;
const range = { from: '2006-01-01T00:00:00Z', to: '2014-01-01T00:00:00Z' };

type Step = { readonly at: number; readonly isEnd: boolean; readonly isStep: boolean };

/** Totals of tickets from their steps in order, without anything of the product. */
function totalsByHand(tickets: Iterable<readonly Step[]>) {
  const all = [...tickets].map((steps) => {
    const ends = steps.filter(({ isEnd }, at) => isEnd && !steps[at - 1]?.isEnd);
    const reopened = steps.filter(({ isEnd }, at) => !isEnd && steps[at - 1]?.isEnd).length;
    const start = steps.find(({ isStep }) => isStep)?.at ?? Number.NaN;
    return { start, ends, reopened, isResolved: steps.at(-1)?.isEnd === true };
  });
  const mean = (lengths: readonly number[]) => lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const resolved = all.filter(({ isResolved }) => isResolved);
  return {
    ticketsCreated: all.length,
    ticketsResolved: resolved.length,
    ticketsReopened: all.reduce((sum, { reopened }) => sum + reopened, 0),
    firstResolutionTime: mean(
      all.flatMap(({ start, ends }) => (ends[0] === undefined ? [] : [ends[0].at - start])),
    ),
    timeToResolution: mean(resolved.map(({ start, ends }) => (ends.at(-1)?.at ?? Number.NaN) - start)),
  };
}

async function figuresOf(files: readonly string[], mapping: string) {
  const { ask, summary } = await deskAfter(files, await mappingOf(mapping), range);
  expect(summary).toMatchObject({ notes: {}, misfits: [], verdicts: { conflict: 0, rejected: 0 } });
  const figures = Object.entries(await ask(...metrics)).map(([metric, figure]) => [metric, figure?.value]);
  return Object.fromEntries(figures);
}

describe('the tickets of an Italian help desk', () => {
  const path = ['helpdesk-italian', 'helpdesk.csv'] as const;

  it.runIf(hasSample(...path))(
    'give what a count by hand gives, whichever ticket comes first',
    async () => {
      const [header = '', ...rows] = (await readFile(sample(...path), 'utf8')).trimEnd().split(/\r?\n/);
      const tickets = new Map<string, string[]>();
      for (const row of rows) {
        const ticket = row.slice(0, row.indexOf(','));
        tickets.set(ticket, [...(tickets.get(ticket) ?? []), row]);
      }
      const steps = [...tickets.values()].map((lines) =>
        lines.map((line): Step => {
          const [, activity = '', time = ''] = line.split(',');
          return {
            at: romeTime(time),
            isEnd: activity === '6',
            isStep: ['1', '3', '6', '8'].includes(activity),
          };
        }),
      );
      const byHand = totalsByHand(steps);
      expect(byHand.ticketsCreated).toBe(3_804);
      expect(await figuresOf([sample(...path)], 'helpdesk-italian')).toEqual(byHand);
      const other = [header, ...shuffled([...tickets.values()], 5).flat()].join('\n');
      await withFiles({ 'other.csv': other }, async (files) =>
        expect(await figuresOf(files, 'helpdesk-italian')).toEqual(byHand),
      );
    },
    60_000,
  );
});

/** Italy's clock by its own rule: one hour ahead, two from the last Sunday of March to that of October, 01:00 UTC. */
function romeTime(local: string): number {
  const winter = Date.parse(`${local.replace(' ', 'T')}+01:00`);
  const year = Number(local.slice(0, 4));
  const turn = (month: number) => {
    const last = new Date(Date.UTC(year, month, 31, 1));
    return last.getTime() - last.getUTCDay() * 86_400_000;
  };
  // A local time that occurs twice is the first of the two.
  const isSummer = winter >= turn(2) && winter - 3_600_000 < turn(9);
  return isSummer ? winter - 3_600_000 : winter;
}

describe('the problem tickets of Volvo IT', () => {
  it.each([
    // Some tickets have their steps in both logs, so each is looked at alone.
    ['BPIC13_closed_problems.xes.gz', [1_487, 1_487, 81]],
    ['BPIC13_open_problems.xes.gz', [819, 356, 31]],
  ])(
    'of %s give what a count by hand gives',
    async (name, counts) => {
      if (!hasSample('bpic2013-problems', name)) return;
      const file = sample('bpic2013-problems', name);
      const log = gunzipSync(await readFile(file)).toString();
      const steps = (log.match(/<trace>.*?<\/trace>/gs) ?? []).map((trace) =>
        (trace.match(/<event>.*?<\/event>/gs) ?? []).map((event): Step => {
          const value = (key: string) => event.split(`key="${key}" value="`)[1]?.split('"')[0] ?? '';
          const isEnd = value('concept:name') === 'Completed';
          return { at: Date.parse(value('time:timestamp')), isEnd, isStep: true };
        }),
      );
      const byHand = totalsByHand(steps);
      expect([byHand.ticketsCreated, byHand.ticketsResolved, byHand.ticketsReopened]).toEqual(counts);
      expect(await figuresOf([file], 'problem-tickets')).toEqual(byHand);
    },
    60_000,
  );
});
