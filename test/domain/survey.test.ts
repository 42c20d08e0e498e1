import { describe, expect, test } from 'vitest';
import type { Contribution, Facts } from '#domain/cells.ts';
import { readCellKey } from '#domain/cells.ts';
import { readContact } from '#domain/contact.ts';
import { defaultDefinitions } from '#domain/definitions.ts';
import type { SurveyEvent } from '#domain/event.ts';
import { aroundScore, wilson } from '#domain/interval.ts';
import { figureOf } from '#domain/metric.ts';
import { metricById } from '#domain/metrics/index.ts';
import { addSums } from '#domain/sums.ts';
import { addSurveys, homeInContact } from '#domain/survey-facts.ts';
import { told } from '../support/stories.ts';

const contributionOf = (events: readonly SurveyEvent[]): Contribution => {
  const contribution: Contribution = {};
  addSurveys(contribution, events, homeInContact(null));
  return contribution;
};
const sumsOf = (events: readonly SurveyEvent[]): Facts => {
  const sums: Facts = {};
  for (const facts of Object.values(contributionOf(events))) addSums(sums, facts);
  return sums;
};
const answers = (kind: string, scale: string, scores: readonly number[], more = {}) =>
  scores.map((score, index) =>
    told.survey([index, 'survey.answered', { kind, scale, score, ...more }], `${kind}${index}`),
  );
const figure = (id: string, events: readonly SurveyEvent[]) => figureOf(metricById.get(id)!, sumsOf(events));
const times = (count: number, score: number): number[] => Array.from({ length: count }, () => score);

describe('a survey', () => {
  test('counts the last answer alone, at its own time (S2)', () => {
    const data = { kind: 'csat', scale: '1-5' };
    const contribution = contributionOf([
      told.survey([0, 'survey.requested', { kind: 'csat' }]),
      told.survey([30, 'survey.answered', { ...data, score: 1 }]),
      told.survey([900, 'survey.answered', { ...data, score: 5 }]),
    ]);
    expect(Object.entries(contribution).map(([key, facts]) => [readCellKey(key).slot, facts])).toEqual([
      [told.at(0), { surveysRequested: 1, surveysReturned: 1 }],
      [told.at(900), { csatAnswers: 1, csatPositive: 1, csatPoints: 225 }],
    ]);
  });

  test('that is answered without a request was requested all the same (S1)', () => {
    const events = [
      told.survey([0, 'survey.requested', { kind: 'csat' }], 'a'),
      told.survey([0, 'survey.requested', { kind: 'csat' }], 'b'),
      told.survey([0, 'survey.requested', { kind: 'csat' }], 'b'),
      told.survey([9, 'survey.answered', { kind: 'csat', scale: '1-5', score: 3 }], 'c'),
    ];
    expect(figure('surveyResponseRate', events)).toMatchObject({ value: 1 / 3, numerator: 1, n: 3 });
  });

  test('belongs where its request says, when the answer does not repeat it (S7)', () => {
    const [key] = Object.keys(
      contributionOf([
        told.survey([0, 'survey.requested', { kind: 'nps', queue: 'billing', agent: 'Ana' }]),
        told.survey([9, 'survey.answered', { kind: 'nps', scale: '0-10', score: 9 }]),
      ]),
    );
    expect(readCellKey(key!).of).toMatchObject({ queue: 'billing', agent: 'Ana' });
  });

  test('about a contact that was lost after a transfer belongs to who handled it last (S7)', () => {
    const entry = { queue: 'billing', channel: 'voice', direction: 'inbound' };
    const lines: Parameters<typeof told.contact>[0][] = [
      [0, 'contact.offered', entry],
      [10, 'contact.answered', { queue: 'billing', agent: 'Ana' }],
      [70, 'contact.transferred', { agent: 'Ana', mode: 'queue' }],
      [70, 'contact.offered', { ...entry, queue: 'sales' }],
      [130, 'contact.abandoned', { queue: 'sales' }],
    ];
    const events = lines.map((line) => told.contact(line));
    const home = homeInContact(readContact(events, defaultDefinitions, told.at(1_000)));
    expect(home({})).toMatchObject({ queue: 'billing', agent: 'Ana' });
    expect(home({ queue: 'sales' })).toMatchObject({ queue: 'sales', agent: '' });
  });
});

describe('satisfaction', () => {
  test('has a mean on 1 to 5 whatever the scale, and counts top boxes (S8)', () => {
    const events = [...answers('csat', '1-5', [5, 4, 2]), ...answers('csat', '1-7', [7, 4])];
    const mixed = [...events, ...answers('csat', 'good-bad', [1, 0])].map((event, index) => ({
      ...event,
      data: { ...event.data, surveyId: `m${index}` },
    })) as SurveyEvent[];
    expect(figure('csatMean', mixed)).toMatchObject({ value: (5 + 4 + 2 + 5 + 3 + 5 + 1) / 7, n: 7 });
    expect(figure('csat', mixed)).toMatchObject({ numerator: 4, denominator: 7 });
  });

  test('on a scale where less is better is turned round (S3)', () => {
    expect(figure('csat', answers('csat', '1-5', [1, 2, 3], { higherIsBetter: false })).numerator).toBe(2);
  });

  test('carries the interval of Wilson (F4)', () => {
    const { low, high } = figure('csat', answers('csat', '1-5', [...times(8, 5), ...times(2, 1)]));
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
    expect(figure('csat', [])).toMatchObject({ value: null, low: null, high: null });
  });
});

describe('the net promoter score', () => {
  test('is the share of 9-10 minus the share of 0-6, whole, and provisional below 30 answers', () => {
    const events = answers('nps', '0-10', [...times(5, 10), ...times(3, 8), ...times(2, 6)]);
    expect(figure('nps', events)).toMatchObject({ value: 30, numerator: 3, n: 10, provisional: true });
    const thirty = answers('nps', '0-10', [...times(10, 9), ...times(19, 0), 7]);
    expect(figure('nps', thirty)).toMatchObject({ value: -30, numerator: -9, n: 30, provisional: false });
  });

  test('rounds half a point away from 0 on both sides, and is 0 and not -0', () => {
    const half = (score: number) => figure('nps', answers('nps', '0-10', [score, ...times(199, 8)])).value;
    expect([half(9), half(0)]).toEqual([1, -1]);
    expect(figure('nps', answers('nps', '0-10', [0, ...times(299, 8)])).value).toBe(0);
  });

  test('is not made of answers on scales without promoters (S4)', () => {
    const events = answers('nps', '1-5', [5, 5]);
    expect(figure('nps', events)).toMatchObject({ value: null, n: 0 });
    expect(figure('surveyResponseRate', events).n).toBe(2);
  });
});

describe('customer effort', () => {
  test('is the share of 5 to 7 of 7, and the mean beside it (S5)', () => {
    const events = answers('ces', '1-7', [7, 5, 4, 1]);
    expect(figure('ces', events)).toMatchObject({ value: 0.5, n: 4 });
    expect(figure('cesMean', events).value).toBe(17 / 4);
    expect(figure('ces', answers('ces', '1-5', [4, 3])).value).toBe(0.5);
  });

  test('of both directions is refused with a reason, of one direction it is told (S6)', () => {
    const easy = answers('ces', '1-7', [7]);
    const hard = [
      told.survey(
        [9, 'survey.answered', { kind: 'ces', scale: '1-7', score: 1, higherIsBetter: false }],
        'z',
      ),
    ];
    expect(figure('ces', hard)).toMatchObject({ value: 1, n: 1 });
    const mixed = figure('ces', [...easy, ...hard]);
    expect(mixed).toMatchObject({ value: null, n: 2, provisional: true });
    expect(mixed.refused).toContain('more is easier');
    expect(figure('cesMean', [...easy, ...hard]).value).toBeNull();
  });
});

describe('an interval', () => {
  test('always holds its value and never leaves the scale (F4)', () => {
    for (let n = 1; n <= 60; n += 1) {
      for (let hits = 0; hits <= n; hits += 1) {
        const { low, high } = wilson(hits, n)!;
        expect(0 <= low && low <= hits / n && hits / n <= high && high <= 1).toBe(true);
        const score = aroundScore(hits, n - hits, n)!;
        const value = (100 * (2 * hits - n)) / n;
        expect(-100 <= score.low && score.low <= value && value <= score.high && score.high <= 100).toBe(
          true,
        );
      }
    }
  });

  test('around five promoters of five still has some doubt', () => {
    expect(aroundScore(5, 0, 5)!.low).toBeLessThan(70);
  });
});
