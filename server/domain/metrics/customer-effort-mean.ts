import { defineMetric } from '../metric.ts';
import { mixedDirections } from '../survey.ts';

export const cesMean = defineMetric({
  id: 'cesMean',
  name: 'Mean ease',
  short: 'CES mean',
  meaning:
    'Mean answer on 1 (hard) to 7 (easy); answers on other scales stand where they stand between their ends. A group that mixes directions has no value.',
  unit: 'points',
  countedIn: 'survey',
  attribution: 'the interval of the answer',
  better: 'higher',
  minimumSample: 20,
  follows: 'CES 2.0',
  facts: ['cesAnswers', 'cesPoints', 'cesReversed'],
  numerator: { formula: 'sum of answers on 1 to 7', of: ({ cesPoints }) => cesPoints / 30 },
  denominator: { formula: 'answers', of: ({ cesAnswers }) => cesAnswers },
  refusal: mixedDirections,
});
