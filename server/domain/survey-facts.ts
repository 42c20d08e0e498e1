import { add, type Contribution, type Dimensions, type Facts } from './cells.ts';
import type { Contact } from './contact.ts';
import { dimensionsOf } from './contact-facts.ts';
import { compareEvents, type EventOf, type SurveyEvent } from './event.ts';
import { isEasy, isPositive, promotion, stepsUp } from './survey.ts';

/** What a survey says of where it belongs. */
type Told = Pick<EventOf<'survey.requested'>['data'], 'queue' | 'channel' | 'team' | 'agent'>;
/** Where a survey belongs by the story that it is about. */
export type SurveyHome = (told: Told) => Dimensions;

type Survey = {
  readonly told: Told;
  readonly requestedAt: number;
  readonly answer: EventOf<'survey.answered'> | null;
};

/** What surveys add to the sums: each request once, and the last answer of each at its own time (S1, S2). */
export function addSurveys(to: Contribution, events: readonly SurveyEvent[], home: SurveyHome): void {
  for (const { told, requestedAt, answer } of surveysOf(events)) {
    const of = placeOf(told, home(told));
    add(to, requestedAt, of, { surveysRequested: 1, surveysReturned: answer ? 1 : 0 });
    if (answer) add(to, answer.at, of, factsOf(answer.data));
  }
}

function surveysOf(events: readonly SurveyEvent[]): Iterable<Survey> {
  const surveys = new Map<string, Survey>();
  for (const event of [...events].sort(compareEvents)) {
    const { surveyId } = event.data;
    const before = surveys.get(surveyId);
    surveys.set(surveyId, {
      told: { ...before?.told, ...event.data },
      // S1: an answer without a request was asked for all the same.
      requestedAt: before?.requestedAt ?? event.at,
      answer: event.type === 'survey.answered' ? event : (before?.answer ?? null),
    });
  }
  return surveys.values();
}

function factsOf(answer: EventOf<'survey.answered'>['data']): Facts {
  switch (answer.kind) {
    case 'csat':
      return {
        csatAnswers: 1,
        csatPositive: isPositive(answer) ? 1 : 0,
        csatPoints: 45 + stepsUp(answer),
      };
    case 'nps': {
      const side = promotion(answer);
      if (side === null) return {};
      return { npsAnswers: 1, npsPromoters: side === 1 ? 1 : 0, npsDetractors: side === -1 ? 1 : 0 };
    }
    case 'ces':
      return {
        cesAnswers: 1,
        cesEasy: isEasy(answer) ? 1 : 0,
        cesPoints: 30 + stepsUp(answer),
        cesReversed: answer.higherIsBetter === false ? 1 : 0,
      };
  }
}

const placeOf = (told: Told, home: Dimensions): Dimensions => ({
  queue: told.queue ?? home.queue,
  channel: told.channel ?? home.channel,
  direction: home.direction,
  team: told.team ?? home.team,
  agent: told.agent ?? home.agent,
});

const nowhere: Dimensions = { queue: '', channel: '', direction: '', team: '', agent: '' };

/** A survey about a contact belongs to the segment it names by queue or agent, else to the one that was handled last. */
export function homeInContact(contact: Contact | null): SurveyHome {
  if (!contact) return () => nowhere;
  return (told) => {
    const isNamed = told.queue !== undefined || told.agent !== undefined;
    const named = contact.segments.findLast(
      ({ queue, legs }) =>
        (told.queue === undefined || queue === told.queue) &&
        (told.agent === undefined || legs.some(({ agent }) => agent === told.agent)),
    );
    const segment = (isNamed ? named : undefined) ?? contact.lastSegment;
    const known = dimensionsOf(segment);
    const lastLeg = segment.legs.at(-1);
    return { ...known, team: lastLeg?.team || known.team, agent: lastLeg?.agent ?? '' };
  };
}
