import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { deskAfter, mappingOf } from '../support/imports.ts';
import { hasSample, sample } from '../support/samples.ts';

const path = ['other', 'phonenow.csv'] as const;
const seconds = (clock = ''): number => clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

it.runIf(hasSample(...path))(
  'three months of calls with ratings give what a count by hand gives',
  async () => {
    const calls = (await readFile(sample(...path), 'utf8'))
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.trimEnd().split(','));
    const answered = calls.filter((cells) => cells[5] === 'Y');
    const ratings = calls.filter((cells) => cells[9] !== '').map((cells) => Number(cells[9]));
    const talked = answered.reduce((sum, cells) => sum + seconds(cells[8]) * 1_000, 0);
    const { summary, ask } = await deskAfter([sample(...path)], await mappingOf('phonenow'), {
      from: '2020-12-30T00:00:00Z',
      to: '2021-04-03T00:00:00Z',
    });
    const metrics = ['offered', 'answered', 'flowedOut', 'asa', 'aht', 'fcr', 'csat'] as const;
    const figures = await ask(...metrics);
    expect(metrics.map((metric) => figures[metric]?.value)).toEqual([
      5_000,
      answered.length,
      5_000 - answered.length,
      answered.reduce((sum, cells) => sum + Number(cells[7]) * 1_000, 0) / answered.length,
      talked / answered.length,
      answered.filter((cells) => cells[6] === 'Y').length / answered.length,
      ratings.filter((rating) => rating >= 4).length / ratings.length,
    ]);
    expect(figures.fcr).toMatchObject({ numerator: 3_646, denominator: 4_054 });
    expect(figures.csat).toMatchObject({ numerator: 2_023, denominator: 4_054 });
    expect(summary).toMatchObject({ lines: 5_000, notes: {}, misfits: [] });
  },
);
