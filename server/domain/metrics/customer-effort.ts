import { defineMetric } from '../metric.ts';
import { mixedDirections } from '../survey.ts';

export const ces = defineMetric({
  id: 'ces',
  name: 'Customer effort score',
  short: 'CES',
  meaning:
    'Share of easy answers (5 to 7 of 7). Surveys on which more is easier and surveys on which less is are never mixed: a group that holds both has no value.',
  unit: 'ratio',
  countedIn: 'survey',
  attribution: 'the interval of the answer',
  better: 'higher',
  minimumSample: 20,
  follows: 'CES 2.0; on other scales two thirds of the way up count as easy',
  facts: ['cesAnswers', 'cesEasy', 'cesReversed'],
  numerator: { formula: 'easy answers', of: ({ cesEasy }) => cesEasy },
  denominator: { formula: 'answers', of: ({ cesAnswers }) => cesAnswers },
  interval: 'wilson',
  refusal: mixedDirections,
});
