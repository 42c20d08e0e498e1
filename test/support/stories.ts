import {
  type AgentEvent,
  type ContactEvent,
  type CustomerEvent,
  type Event,
  type EventOf,
  parseEvent,
  type SurveyEvent,
  type TicketEvent,
} from '#domain/event.ts';

type Line = readonly [second: number, type: string, data?: Record<string, unknown>];
const START = Date.parse('2026-11-16T09:00:00Z');
let count = 0;

function event(line: Line, common: Record<string, unknown>): Event {
  const [second, type, data] = line;
  count += 1;
  const parsed = parseEvent({
    specversion: '1.0',
    id: `s${count}`,
    source: 'test/story',
    type,
    time: new Date(START + second * 1000).toISOString(),
    data: { ...common, ...data },
  });
  if ('refusal' in parsed) throw new Error(`${parsed.refusal.field}: ${parsed.refusal.rule}`);
  return parsed.event;
}

/** Events of a small story: seconds after its start, type, and what matters of the data. */
export const told = {
  at: (second: number): number => START + second * 1000,
  contact: (line: Line, contactId = 'k1') => event(line, { contactId }) as ContactEvent,
  survey: (line: Line, surveyId = 's1') => event(line, { surveyId }) as SurveyEvent,
  ticket: (line: Line, ticketId = 't1') => event(line, { ticketId }) as TicketEvent,
  count: (line: Line) => event(line, {}) as EventOf<'count.added'>,
  customer: (line: Line, customer = 'c1') => event(line, { customer }) as CustomerEvent,
  agent: (line: Line, agent = 'Ana') => event(line, { agent }) as AgentEvent,
};
