import type { SimulatedAgent } from './people/agents.ts';
import {
  dissatisfactionAt,
  type Experience,
  feltAfter,
  feltAfterSurvey,
  surveyScore,
  triesAgainAfter,
} from './people/customer-model.ts';
import type { QueueProfile } from './profile.ts';
import type { Contact, World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export type Outcome = {
  readonly outcome: Experience['outcome'];
  readonly resolved: boolean;
  /** Who spoke with the customer last. */
  readonly agent?: SimulatedAgent;
};

/** What a contact leaves behind: a feeling, perhaps a survey, a ticket, another attempt. */
export function createAftermath(world: World, callAgain: (contact: Contact) => void) {
  const { random, agenda, emit } = world;

  function follow(contact: Contact, { outcome, resolved, agent }: Outcome): void {
    const { customer, waitMs, holdMs, transfers, isRepeat } = contact;
    const now = agenda.now();
    const experience: Experience = { outcome, resolved, waitMs, holdMs, transfers, isRepeat };
    if (agent && random.chance(resolved ? 0.04 : 0.2)) openTicket(contact, agent);
    if (customer === null) return;
    customer.isInTouch = false;
    customer.lastContactAt = now;
    customer.hidden = feltAfter(customer.hidden, experience, now);
    if (contact.isCancellation) return;
    if (agent && random.chance(0.4)) ask(contact, agent, experience);
    const delay = triesAgainAfter(experience, dissatisfactionAt(customer.hidden, now), random);
    if (delay !== null) agenda.after(delay, () => callAgain(contact));
  }

  function ask(contact: Contact, agent: SimulatedAgent, experience: Experience): void {
    const { contactId, customer, path } = contact;
    // Only known customers are asked.
    if (customer === null) return;
    const { queue, channel } = path.at(-1) as QueueProfile;
    const kind = random.chance(0.86) ? 'csat' : 'nps';
    const survey = { surveyId: `${contactId}-survey`, kind, contactId, agent: agent.agent, queue, channel };
    const asked = { ...survey, customer: customer.customer };
    agenda.after(random.between(0.5, 3) * MINUTE_MS, () => emit('survey.requested', { ...asked }));
    if (!random.chance(0.34)) return;
    agenda.after(3 * MINUTE_MS + random.exponential(25 * MINUTE_MS), () => {
      const now = agenda.now();
      const score = surveyScore(kind, experience, dissatisfactionAt(customer.hidden, now), random);
      customer.hidden = feltAfterSurvey(customer.hidden, kind === 'csat' ? score <= 2 : score <= 6, now);
      emit('survey.answered', { ...asked, score, scale: kind === 'csat' ? '1-5' : '0-10' });
    });
  }

  function openTicket({ contactId, customer, path }: Contact, { agent }: SimulatedAgent): void {
    const { queue, channel } = path.at(-1) as QueueProfile;
    const ticket = {
      ticketId: `${contactId}-ticket`,
      ...(customer && { customer: customer.customer }),
      group: queue,
      channel,
      priority: random.pick(['low', 'normal', 'normal', 'high']),
    };
    emit('ticket.created', { ...ticket, contactId });
    const say = (type: 'assigned' | 'replied' | 'resolved' | 'reopened' | 'closed', ms: number, more = {}) =>
      agenda.after(ms, () => emit(`ticket.${type}`, { ticketId: ticket.ticketId, agent, ...more }));
    const assigned = random.exponential(20 * MINUTE_MS);
    const replied = assigned + random.exponential(2.5 * HOUR_MS);
    let resolved = replied + random.exponential(7 * HOUR_MS);
    say('assigned', assigned);
    say('replied', replied, { public: true, bot: false });
    say('resolved', resolved);
    if (random.chance(0.06)) {
      say('reopened', resolved + random.between(0.5, 4) * HOUR_MS);
      resolved += (5 + random.exponential(3)) * HOUR_MS;
      say('resolved', resolved);
    }
    say('closed', resolved + 8 * HOUR_MS);
  }

  return { follow };
}
