import { aroundScore } from '../interval.ts';
import { defineMetric } from '../metric.ts';

export const nps = defineMetric({
  id: 'nps',
  name: 'Net promoter score',
  short: 'NPS',
  meaning:
    'Share of answers of 9 or 10 minus share of answers of 6 or less, of 0 to 10, as a whole number from -100 to 100.',
  unit: 'score',
  countedIn: 'survey',
  attribution: 'the interval of the answer',
  better: 'higher',
  target: 30,
  minimumSample: 30,
  follows: 'Reichheld’s score, with a 95 % interval after adding three imagined answers',
  facts: ['npsAnswers', 'npsPromoters', 'npsDetractors'],
  numerator: {
    formula: 'answers of 9-10 - answers of 0-6',
    of: ({ npsPromoters, npsDetractors }) => npsPromoters - npsDetractors,
  },
  denominator: { formula: 'answers', of: ({ npsAnswers }) => npsAnswers },
  interval: ({ npsPromoters, npsDetractors, npsAnswers }) =>
    aroundScore(npsPromoters, npsDetractors, npsAnswers),
});
