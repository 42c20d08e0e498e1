import { z } from 'zod';

const DAY_MS = 86_400_000;
const controlFree = (what: string) =>
  z
    .string()
    .min(1)
    .max(200)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    .regex(/^[^\u0000-\u001f\u007f]+$/, { error: `${what} must not hold control characters` });

/** An id made by a machine: a contact, ticket, survey, segment or leg. */
export const Key = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9._:/@+~#=,-]+$/, { error: 'must be made of A-Z a-z 0-9 . _ : / @ + ~ # = , -' });
/** A name given by people: a queue, an agent, a team, a customer. */
export const Name = controlFree('a name');
export const Timestamp = z.iso.datetime({ offset: true, error: 'must be a date and time of RFC 3339' });
/** A length of time in whole milliseconds. */
export const Duration = z
  .int()
  .min(0)
  .max(31 * DAY_MS);
const Text = z.string().max(1_000);
const Money = z.number().min(-1e12).max(1e12);
const Currency = z.string().regex(/^[A-Z]{3}$/, { error: 'must be a currency code of ISO 4217' });
const Site = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { error: 'must be 1-32 of a-z 0-9 -' });

export const Channel = z.enum(['voice', 'chat', 'email', 'social', 'task']);
export const Direction = z.enum(['inbound', 'outbound']);
export const AgentState = z.enum(['offline', 'available', 'ringing', 'talking', 'hold', 'wrapup', 'paused']);
export const LeaveReason = z.enum(['timeout', 'overflow', 'key', 'empty', 'callback', 'withdrawn', 'system']);
export const SurveyScale = z.enum(['1-5', '1-7', '1-10', '0-10', 'good-bad']);
export type Channel = z.infer<typeof Channel>;
export type Direction = z.infer<typeof Direction>;
export type AgentState = z.infer<typeof AgentState>;
export type LeaveReason = z.infer<typeof LeaveReason>;
export type SurveyScale = z.infer<typeof SurveyScale>;

const everywhere = {
  team: Name.optional(),
  site: Site.optional(),
  attributes: z
    .record(z.string().min(1).max(64), Text)
    .refine((attributes) => Object.keys(attributes).length <= 20, { error: 'at most 20 attributes' })
    .optional(),
};

/** What every contact event may say again; only `contact.offered` must say all of it. */
const ofContact = {
  contactId: Key,
  segmentId: Key.optional(),
  queue: Name.optional(),
  channel: Channel.optional(),
  direction: Direction.optional(),
  customer: Name.optional(),
  intent: Name.optional(),
};
const byAgent = { ...ofContact, agent: Name, legId: Key.optional() };

export const contactData = {
  'contact.offered': z.object({
    ...ofContact,
    queue: Name,
    channel: Channel,
    direction: Direction,
    position: z.int().min(0).max(1e6).optional(),
    ...everywhere,
  }),
  'contact.rang': z.object({ ...byAgent, ringMs: Duration.optional(), ...everywhere }),
  'contact.missed': z.object({
    ...byAgent,
    ringMs: Duration.optional(),
    reason: z.enum(['no-answer', 'cancelled', 'rejected']).optional(),
    ...everywhere,
  }),
  'contact.answered': z.object({ ...byAgent, waitMs: Duration.optional(), ...everywhere }),
  'contact.held': z.object({ ...byAgent, ...everywhere }),
  'contact.resumed': z.object({ ...byAgent, ...everywhere }),
  'contact.transferred': z.object({
    ...byAgent,
    mode: z.enum(['blind', 'attended', 'queue']),
    toQueue: Name.optional(),
    toAgent: Name.optional(),
    toNumber: Name.optional(),
    talkMs: Duration.optional(),
    holdMs: Duration.optional(),
    ...everywhere,
  }),
  'contact.ended': z.object({
    ...byAgent,
    agent: Name.optional(),
    endedBy: z.enum(['customer', 'agent', 'system']).optional(),
    talkMs: Duration.optional(),
    holdMs: Duration.optional(),
    ...everywhere,
  }),
  'contact.wrapped': z.object({
    ...byAgent,
    wrapupMs: Duration.optional(),
    resolved: z.boolean().optional(),
    disposition: Name.optional(),
    ...everywhere,
  }),
  'contact.abandoned': z.object({ ...ofContact, waitMs: Duration.optional(), ...everywhere }),
  'contact.left': z.object({ ...ofContact, reason: LeaveReason, waitMs: Duration.optional(), ...everywhere }),
};

export const agentData = {
  'agent.changed': z.object({
    agent: Name,
    state: AgentState,
    reason: Name.optional(),
    queues: z.array(Name).max(100).optional(),
    name: Name.optional(),
    ...everywhere,
  }),
};

const ofTicket = {
  ticketId: Key,
  customer: Name.optional(),
  group: Name.optional(),
  agent: Name.optional(),
  priority: Name.optional(),
  channel: Channel.optional(),
  public: z.boolean().optional(),
  bot: z.boolean().optional(),
  by: z.enum(['customer', 'agent']).optional(),
  contactId: Key.optional(),
  ...everywhere,
};
const ticket = z.object(ofTicket);
export const ticketData = {
  'ticket.created': ticket,
  'ticket.assigned': ticket,
  'ticket.replied': ticket,
  'ticket.resolved': ticket,
  'ticket.reopened': ticket,
  'ticket.closed': ticket,
  'ticket.removed': ticket,
};

const scaleRange: Record<SurveyScale, readonly [number, number]> = {
  '1-5': [1, 5],
  '1-7': [1, 7],
  '1-10': [1, 10],
  '0-10': [0, 10],
  'good-bad': [0, 1],
};
const ofSurvey = {
  surveyId: Key,
  kind: z.enum(['csat', 'nps', 'ces']),
  contactId: Key.optional(),
  ticketId: Key.optional(),
  agent: Name.optional(),
  queue: Name.optional(),
  channel: Channel.optional(),
  customer: Name.optional(),
  ...everywhere,
};
export const surveyData = {
  'survey.requested': z.object(ofSurvey),
  'survey.answered': z
    .object({
      ...ofSurvey,
      score: z.int(),
      scale: SurveyScale,
      higherIsBetter: z.boolean().optional(),
      comment: Text.optional(),
    })
    .refine(({ score, scale }) => score >= scaleRange[scale][0] && score <= scaleRange[scale][1], {
      path: ['score'],
      error: 'must lie on its scale (good-bad: 1 is good, 0 is bad)',
    }),
};

const effective = {
  customer: Name,
  effectiveAt: Timestamp,
  requestedAt: Timestamp.optional(),
  reason: Name.optional(),
  ...everywhere,
};
export const customerData = {
  'customer.changed': z.object({
    customer: Name,
    name: Name.optional(),
    segment: Name.optional(),
    plan: Name.optional(),
    since: z.union([Timestamp, z.iso.date()]).optional(),
    monthlyValue: Money.min(0).optional(),
    currency: Currency.optional(),
    acquisitionCost: Money.min(0).optional(),
    ...everywhere,
  }),
  'customer.churned': z.object(effective),
  'customer.returned': z.object(effective),
  'customer.ordered': z.object({
    customer: Name,
    orderId: Key,
    amount: Money,
    currency: Currency,
    ...everywhere,
  }),
};

export const countData = {
  'count.added': z.object({
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/, { error: 'must be a short word' }),
    value: z.int().min(-1e12).max(1e12),
    dimensions: z.record(z.string().min(1).max(64), Name).optional(),
    ...everywhere,
  }),
};

/** The vocabulary: one schema of `data` for each event type. Order is the order of the documentation. */
export const eventData = {
  ...contactData,
  ...agentData,
  ...ticketData,
  ...surveyData,
  ...customerData,
  ...countData,
};
export type EventType = keyof typeof eventData;
