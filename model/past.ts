import type { Customer, CustomerSurvey, Visit } from '#domain/customer.ts';

export const DAY_MS = 86_400_000;
const REPEAT_MS = 7 * DAY_MS;

/** A contact as it was known at the time: what had not ended yet had not been said yet. */
export type PastVisit = Visit & { readonly isRepeat: boolean; readonly isOver: boolean };

/** What was known of a customer at a moment: only what lies strictly before it. */
export type Past = {
  readonly customer: Customer;
  readonly now: number;
  readonly visits: readonly PastVisit[];
  readonly surveys: readonly CustomerSurvey[];
};

/** Point in time: nothing that happened at `now` or later changes the answer. */
export function pastOf(customer: Customer, now: number): Past {
  const visits: PastVisit[] = [];
  let before: number | null = null;
  for (const visit of customer.visits) {
    if (visit.startedAt >= now) continue;
    const isOver = visit.endedAt !== null && visit.endedAt < now;
    const isRepeat = before !== null && visit.startedAt - before < REPEAT_MS;
    before = visit.startedAt;
    visits.push(isOver ? { ...visit, isRepeat, isOver } : { ...visit, ...unsaid, isRepeat, isOver });
  }
  return { customer, now, visits, surveys: customer.surveys.filter(({ at }) => at < now) };
}

const unsaid = {
  endedAt: null,
  outcome: 'open',
  resolved: null,
  agent: '',
  agents: 0,
  waitMs: 0,
  talkMs: 0,
  holdMs: 0,
  transfers: 0,
} as const;

export const ageInDays = (past: Past, at: number): number => (past.now - at) / DAY_MS;

/** A sum in which each contact counts half as much after every half-life. */
export function decayed(past: Past, halfLifeDays: number, amountOf: (visit: PastVisit) => number): number {
  let sum = 0;
  for (const visit of past.visits) {
    const amount = amountOf(visit);
    if (amount !== 0) sum += amount * 2 ** (-ageInDays(past, visit.startedAt) / halfLifeDays);
  }
  return sum;
}

/** The contact whose matter is still open: one that goes on, or the last handled one when it was left unresolved. */
export function openMatterOf({ visits }: Past): PastVisit | null {
  for (const visit of visits.toReversed()) {
    if (!visit.isOver || visit.resolved === false) return visit;
    if (visit.outcome === 'handled') return null;
  }
  return null;
}

/** Answers of one kind, each as a share of its scale: 0 the worst, 1 the best. */
export function answersOf({ surveys }: Past, kind: CustomerSurvey['kind']): readonly number[] {
  return surveys.filter((survey) => survey.kind === kind).map(shareOfScale);
}

export function shareOfScale({ score, scale }: CustomerSurvey): number {
  if (scale === 'good-bad') return score;
  const [low = 0, high = 1] = scale.split('-').map(Number);
  return (score - low) / (high - low);
}
