import type { EventOf } from './event.ts';
import type { SurveyScale } from './event-data.ts';

type Answer = Pick<EventOf<'survey.answered'>['data'], 'score' | 'scale' | 'higherIsBetter'>;

const ends: Record<SurveyScale, readonly [lowest: number, highest: number, topBox: number]> = {
  '1-5': [1, 5, 4],
  '1-7': [1, 7, 6],
  '1-10': [1, 10, 9],
  '0-10': [0, 10, 9],
  'good-bad': [0, 1, 1],
};

/** The score as it would be if more were better: each answer is read in its own direction (S3). */
function readUpwards({ score, scale, higherIsBetter }: Answer): number {
  const [lowest, highest] = ends[scale];
  return higherIsBetter === false ? lowest + highest - score : score;
}

/** Every scale has a whole number of these steps between any two of its scores, so that sums of them are exact. */
export const STEPS = 180;

/** How far up its scale an answer stands, from 0 to `STEPS`; always whole (C1). */
export function stepsUp(answer: Answer): number {
  const [lowest, highest] = ends[answer.scale];
  return ((readUpwards(answer) - lowest) * STEPS) / (highest - lowest);
}

/** Whether an answer lies in the top two boxes of its scale. */
export const isPositive = (answer: Answer): boolean => readUpwards(answer) >= ends[answer.scale][2];

/** Whether it was easy: 5 to 7 of 7, and on other scales two thirds of the way up (S5). */
export const isEasy = (answer: Answer): boolean => 3 * stepsUp(answer) >= 2 * STEPS;

/** 1 for a promoter, -1 for a detractor; `null` on scales that do not tell them apart (S4). */
export function promotion(answer: Answer): 1 | 0 | -1 | null {
  if (answer.scale !== '0-10' && answer.scale !== '1-10') return null;
  const score = readUpwards(answer);
  return score >= 9 ? 1 : score <= 6 ? -1 : 0;
}

/** S6: effort read upwards on one survey and downwards on another asks two questions, so there is no one answer. */
export const mixedDirections = (sums: {
  readonly cesAnswers: number;
  readonly cesReversed: number;
}): string | null =>
  sums.cesReversed > 0 && sums.cesReversed < sums.cesAnswers
    ? 'some of these surveys say that more is easier, others that less is'
    : null;
