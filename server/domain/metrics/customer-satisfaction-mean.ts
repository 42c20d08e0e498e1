import { defineMetric } from '../metric.ts';

export const csatMean = defineMetric({
  id: 'csatMean',
  name: 'Mean satisfaction',
  short: 'CSAT mean',
  meaning: 'Mean answer on 1 to 5; answers on other scales stand where they stand between their ends.',
  unit: 'points',
  countedIn: 'survey',
  attribution: 'the interval of the answer',
  better: 'higher',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['csatAnswers', 'csatPoints'],
  numerator: { formula: 'sum of answers on 1 to 5', of: ({ csatPoints }) => csatPoints / 45 },
  denominator: { formula: 'answers', of: ({ csatAnswers }) => csatAnswers },
});
