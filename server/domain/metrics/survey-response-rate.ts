import { defineMetric } from '../metric.ts';

export const surveyResponseRate = defineMetric({
  id: 'surveyResponseRate',
  name: 'Survey response rate',
  short: 'Response rate',
  meaning: 'Share of requested surveys that were answered.',
  unit: 'ratio',
  countedIn: 'survey',
  attribution: 'the interval of the request; an answer counts there whenever it arrives',
  better: 'higher',
  minimumSample: 20,
  follows: 'the trade’s usual definition',
  facts: ['surveysRequested', 'surveysReturned'],
  numerator: {
    formula: 'requested surveys that were answered',
    of: ({ surveysReturned }) => surveysReturned,
  },
  denominator: { formula: 'requested surveys', of: ({ surveysRequested }) => surveysRequested },
  interval: 'wilson',
});
