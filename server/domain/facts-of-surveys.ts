import type { FactDefinition } from './facts.ts';

/** What is added up about surveys. Points are kept in whole parts, so that answers on all scales sum exactly (C1). */
export const surveyFacts = {
  surveysRequested: {
    code: 'sq',
    of: 'survey',
    meaning: 'surveys requested, at the request',
    agent: true,
  },
  surveysReturned: {
    code: 'sr',
    of: 'survey',
    meaning: 'of these, those that were answered, at the request',
    agent: true,
  },
  csatAnswers: {
    code: 'ca',
    of: 'survey',
    meaning: 'satisfaction surveys answered, at the answer',
    agent: true,
  },
  csatPositive: { code: 'cp', of: 'survey', meaning: 'of these, answers in the top two boxes', agent: true },
  csatPoints: {
    code: 'cs',
    of: 'survey',
    meaning: 'sum of these answers on 1-5, in 45ths of a point',
    agent: true,
  },
  npsAnswers: {
    code: 'na',
    of: 'survey',
    meaning: 'recommendation surveys answered on 0-10 or 1-10, at the answer',
    agent: true,
  },
  npsPromoters: { code: 'np', of: 'survey', meaning: 'of these, answers of 9 or 10', agent: true },
  npsDetractors: { code: 'nd', of: 'survey', meaning: 'of these, answers of 6 or less', agent: true },
  cesAnswers: { code: 'ea', of: 'survey', meaning: 'effort surveys answered, at the answer', agent: true },
  cesEasy: {
    code: 'ee',
    of: 'survey',
    meaning: 'of these, easy answers: two thirds of the scale or more',
    agent: true,
  },
  cesPoints: {
    code: 'es',
    of: 'survey',
    meaning: 'sum of these answers on 1-7, in 30ths of a point',
    agent: true,
  },
  cesReversed: {
    code: 'er',
    of: 'survey',
    meaning: 'of these, answers to surveys on which less is easier',
    agent: true,
  },
} as const satisfies Record<string, FactDefinition>;
