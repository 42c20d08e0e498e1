import type { FactDefinition } from './facts.ts';

/** What is added up about tickets. */
export const ticketFacts = {
  ticketsCreated: { code: 'tc', of: 'ticket', meaning: 'tickets created, at their first event' },
  ticketResolutions: {
    code: 'tn',
    of: 'ticket',
    meaning: 'times that a ticket became resolved, each at its own moment',
  },
  ticketReopenings: {
    code: 'to',
    of: 'ticket',
    meaning: 'times that a resolved ticket was opened again, each at its own moment',
  },
  ticketsResolved: {
    code: 'ts',
    of: 'ticket',
    meaning: 'tickets resolved and not opened again since, when they were resolved',
    agent: true,
  },
  resolutionMs: {
    code: 'tm',
    of: 'ticket',
    meaning: 'time from creation to that resolution, in ms',
    agent: true,
  },
  ticketsFirstResolved: {
    code: 'tf',
    of: 'ticket',
    meaning: 'tickets resolved for the first time, at that moment',
    agent: true,
  },
  firstResolutionMs: { code: 'tg', of: 'ticket', meaning: 'time from creation to then, in ms', agent: true },
  ticketsEverReopened: {
    code: 'te',
    of: 'ticket',
    meaning: 'of these, those that were opened again later',
    agent: true,
  },
  firstResponses: {
    code: 'tp',
    of: 'ticket',
    meaning: 'tickets that got their first public reply from a person, at the reply',
    agent: true,
  },
  firstResponseMs: {
    code: 'tq',
    of: 'ticket',
    meaning: 'how long their customers waited for it, in ms',
    agent: true,
  },
  responsesInTime: {
    code: 'th',
    of: 'ticket',
    meaning: 'first responses within the target, at the response',
  },
  responsesLate: {
    code: 'tl',
    of: 'ticket',
    meaning: 'tickets without a response when the target passed, at that moment',
  },
} as const satisfies Record<string, FactDefinition>;
