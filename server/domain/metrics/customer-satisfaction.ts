import { defineMetric } from '../metric.ts';

export const csat = defineMetric({
  id: 'csat',
  name: 'Customer satisfaction',
  short: 'CSAT',
  meaning: 'Share of answers in the top two boxes of the scale (4-5 of 5, 6-7 of 7, 9-10 of 10, good).',
  unit: 'ratio',
  countedIn: 'survey',
  attribution: 'the interval of the answer',
  better: 'higher',
  target: 0.85,
  minimumSample: 20,
  follows: 'top-two-box',
  facts: ['csatAnswers', 'csatPositive'],
  numerator: { formula: 'top-two-box answers', of: ({ csatPositive }) => csatPositive },
  denominator: { formula: 'answers', of: ({ csatAnswers }) => csatAnswers },
  interval: 'wilson',
});
