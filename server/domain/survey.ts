import { add, type Contribution, type Dimensions } from './cells.ts';
import type { Contact } from './contact.ts';
import { dimensionsOf } from './contact-facts.ts';
import { compareEvents, type EventOf, type SurveyEvent } from './event.ts';
import type { SurveyScale } from './event-data.ts';

const ends: Record<SurveyScale, readonly [lowest: number, highest: number, topBox: number]> = {
  '1-5': [1, 5, 4],
  '1-7': [1, 7, 6],
  '1-10': [1, 10, 9],
  '0-10': [0, 10, 9],
  'good-bad': [0, 1, 1],
};

/** Whether an answer lies in the top two boxes of its scale, read in its own direction. */
export function isPositive(answer: {
  readonly score: number;
  readonly scale: SurveyScale;
  readonly higherIsBetter?: boolean | undefined;
}): boolean {
  const [lowest, highest, topBox] = ends[answer.scale];
  const score = answer.higherIsBetter === false ? lowest + highest - answer.score : answer.score;
  return score >= topBox;
}

/** What surveys add to the sums: the last answer of each, at its own time, to whom the contact says it belongs. */
export function addSurveys(to: Contribution, events: readonly SurveyEvent[], contact: Contact | null): void {
  const answers = new Map<string, EventOf<'survey.answered'>>();
  for (const event of [...events].sort(compareEvents)) {
    if (event.type === 'survey.answered') answers.set(event.data.surveyId, event);
  }
  for (const { at, data } of answers.values()) {
    if (data.kind !== 'csat') continue;
    add(to, at, groupOf(data, contact), { csatAnswers: 1, csatPositive: isPositive(data) ? 1 : 0 });
  }
}

function groupOf(data: EventOf<'survey.answered'>['data'], contact: Contact | null): Dimensions {
  const segment =
    contact?.segments.findLast(
      ({ queue, legs }) =>
        (data.queue === undefined || queue === data.queue) &&
        (data.agent === undefined || legs.some(({ agent }) => agent === data.agent)),
    ) ?? contact?.lastSegment;
  const known = segment ? dimensionsOf(segment) : null;
  const lastLeg = segment?.legs.at(-1);
  return {
    queue: data.queue ?? known?.queue ?? '',
    channel: data.channel ?? known?.channel ?? '',
    direction: known?.direction ?? '',
    team: data.team ?? (lastLeg?.team || (known?.team ?? '')),
    agent: data.agent ?? lastLeg?.agent ?? '',
  };
}
