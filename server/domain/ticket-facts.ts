import { add, type Contribution, type Dimensions } from './cells.ts';
import type { SurveyHome } from './survey-facts.ts';
import type { Ticket } from './ticket.ts';

/** What a ticket adds to the sums: each thing at its own moment, all of it where the ticket is now (H2). */
export function addTicket(to: Contribution, ticket: Ticket): void {
  if (ticket.isRemoved) return;
  const of = placeOf(ticket);
  const { createdAt, firstResponse, judged } = ticket;
  add(to, createdAt, of, { ticketsCreated: 1 });
  if (firstResponse) {
    const { at, agent, waitedMs } = firstResponse;
    add(to, at, { ...of, agent }, { firstResponses: 1, firstResponseMs: waitedMs });
  }
  if (judged) add(to, judged.at, of, judged.hit ? { responsesInTime: 1 } : { responsesLate: 1 });
  ticket.resolutions.forEach(({ at, agent, reopenedAt }, index) => {
    add(to, at, of, { ticketResolutions: 1 });
    if (index === 0) {
      add(
        to,
        at,
        { ...of, agent },
        {
          ticketsFirstResolved: 1,
          firstResolutionMs: at - createdAt,
          ticketsEverReopened: reopenedAt === null ? 0 : 1,
        },
      );
    }
    if (reopenedAt !== null) add(to, reopenedAt, of, { ticketReopenings: 1 });
    else add(to, at, { ...of, agent }, { ticketsResolved: 1, resolutionMs: at - createdAt });
  });
}

const placeOf = ({ group, channel, team }: Ticket): Dimensions => ({
  queue: group,
  channel,
  direction: '',
  team,
  agent: '',
});

/** A survey about a ticket belongs where the ticket is, and to whoever worked on it last. */
export const homeInTicket =
  (ticket: Ticket): SurveyHome =>
  () => ({ ...placeOf(ticket), agent: ticket.agent });
