import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { deskAfter, mappingOf, shuffled, withFiles } from '../support/imports.ts';
import { hasSample, sample } from '../support/samples.ts';

const path = ['technion-bank-1999', 'calls-1999-02-01-to-07.tsv'] as const;
const isThere = hasSample(...path);

/** Every total is recomputed here from the table itself, without anything of the product. */
async function totalsByHand(rows: readonly string[]) {
  const calls = rows
    .map((row) => row.split('\t'))
    .filter((cells) => cells[12] !== 'PHANTOM')
    .map((cells) => ({ outcome: cells[12], wait: Number(cells[11]), talk: Number(cells[15]) }));
  const answered = calls.filter(({ outcome }) => outcome === 'AGENT');
  const abandoned = calls.filter(({ outcome }) => outcome === 'HANG');
  const short = abandoned.filter(({ wait }) => wait <= 5);
  const judged = calls.length - short.length;
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  return {
    offered: calls.length,
    answered: answered.length,
    abandoned: abandoned.length,
    shortAbandoned: short.length,
    abandonmentRate: (abandoned.length - short.length) / judged,
    asa: sum(answered.map(({ wait }) => wait * 1_000)) / answered.length,
    avgTalk: sum(answered.map(({ talk }) => talk * 1_000)) / answered.length,
    serviceLevel: answered.filter(({ wait }) => wait <= 20).length / judged,
    flowedOut: 0,
    waiting: 0,
  };
}

async function figuresOf(lines: readonly string[]) {
  return withFiles({ 'calls.tsv': `${lines.join('\n')}\n` }, async (files) => {
    const desk = await deskAfter(files, await mappingOf('technion-bank'), {
      from: '1999-01-31T00:00:00Z',
      to: '1999-02-10T00:00:00Z',
    });
    const asked = await desk.ask(...Object.keys(await totalsByHand([])));
    const figures = Object.entries(asked).map(([metric, figure]) => [metric, figure?.value]);
    return { summary: desk.summary, figures: Object.fromEntries(figures) };
  });
}

describe("a week of a bank's calls", () => {
  it.runIf(isThere)(
    'gives its published totals, to the last digit of a count by hand',
    async () => {
      const [header = '', ...rows] = (await readFile(sample(...path), 'utf8')).trimEnd().split('\n');
      const byHand = await totalsByHand(rows);
      const { summary, figures } = await figuresOf([header, ...rows]);
      expect(figures).toEqual(byHand);
      expect(figures).toMatchObject({
        offered: 8_948,
        answered: 7_429,
        abandoned: 1_519,
        shortAbandoned: 750,
      });
      const published = [
        figures.abandonmentRate * 100,
        (figures.abandoned / figures.offered) * 100,
        figures.asa / 1_000,
        figures.avgTalk / 1_000,
        figures.serviceLevel * 100,
      ];
      expect(published.map((figure) => figure.toFixed(2))).toEqual([
        '9.38',
        '16.98',
        '32.03',
        '167.94',
        '57.65',
      ]);
      expect(summary).toMatchObject({ lines: 9_007, leftOut: 59, notes: {}, misfits: [] });
      expect(summary.verdicts).toMatchObject({ created: summary.events, conflict: 0, rejected: 0 });
    },
    60_000,
  );

  it.runIf(isThere)(
    'gives the same when each row is there twice and all are shuffled (L1)',
    async () => {
      const [header = '', ...rows] = (await readFile(sample(...path), 'utf8')).trimEnd().split('\n');
      const { summary, figures } = await figuresOf([header, ...shuffled([...rows, ...rows], 7)]);
      expect(figures).toEqual(await totalsByHand(rows));
      expect(summary.lines).toBe(2 * 9_007);
      const events = 3 * 7_429 + 2 * 1_519;
      expect(summary.verdicts).toMatchObject({ created: events, duplicate: events, conflict: 0 });
    },
    60_000,
  );
});
