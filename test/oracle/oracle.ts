import type { Sent } from '../support/histories.ts';
import { stretchesOf } from './agent-time.ts';
import {
  answersOf,
  type Journey,
  journeysOf,
  type Part,
  type Pass,
  partsOf,
  passesOf,
  toldOf,
} from './journeys.ts';

/** Which part of a site's numbers is asked for: a time, and perhaps one queue or one agent. */
export type Question = {
  readonly from: number;
  readonly to: number;
  readonly queue?: string;
  readonly agent?: string;
};
/** Numerator and denominator; a count has no denominator. */
export type Said = readonly [numerator: number, denominator: number | null];

const SHORT = 5_000;
const THRESHOLD = 20_000;
const WEEK = 7 * 86_400_000;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * Every metric of the catalogue that is made of contacts, surveys and agents, computed in the plainest way that the
 * definitions allow: lists of what happened, and filters. It shares no code with what it checks.
 */
export function oracle(events: readonly Sent[], now: number) {
  const told = toldOf(events);
  const passes = passesOf(told);
  const parts = partsOf(told);
  const journeys = journeysOf(told, passes, parts);
  const answers = answersOf(told, journeys);
  const stretches = stretchesOf(told, parts);
  const known = journeys.filter(({ customer }) => customer !== undefined);

  return (question: Question): Record<string, Said> => {
    const within = (at: number): boolean => at >= question.from && at < question.to;
    const here = (one: { readonly queue: string; readonly agent?: string }): boolean =>
      (question.queue === undefined || one.queue === question.queue) &&
      (question.agent === undefined || one.agent === question.agent);
    const mine = passes.filter((pass) => here({ queue: pass.queue, agent: pass.answeredBy }));
    const ending = (end: Pass['end']): Pass[] =>
      mine.filter((pass) => pass.end === end && within(pass.endAt));
    const [answered, abandoned, left] = [ending('answered'), ending('abandoned'), ending('left')];
    const short = abandoned.filter(({ wait }) => wait <= SHORT);
    const long = abandoned.filter(({ wait }) => wait > SHORT);
    const offered = mine.filter((pass) => within(pass.offered));
    const gone = answered.length + abandoned.length + left.length;

    const hits = answered.filter(({ wait }) => wait <= THRESHOLD);
    const misses = long.filter(({ wait }) => wait <= THRESHOLD);
    const late = mine.filter((pass) => within(passedAt(pass, now)));

    const legs = parts.filter((part) => here(part) && within(part.completed));
    const total = (of: (part: Part) => number): number => sum(legs.map(of));
    const handling = total(({ talk, hold, wrapup }) => talk + hold + wrapup);

    const ended = known.filter((journey) => here(journey) && journey.agent !== '' && within(journey.end));
    const resolved = ended.filter(
      (one) => one.resolved !== false && !known.some((next) => follows(next, one)),
    );
    const begun = known.filter((journey) => here({ queue: journey.queue }) && within(journey.start));
    const repeats = begun.filter((one) =>
      known.some((past) => isLater(one, past) && one.start - past.start <= WEEK),
    );
    const rated = answers.filter((answer) => here(answer) && within(answer.at));

    const spent = (kind: string): number =>
      sum(
        stretches
          .filter(
            (one) => one.kind === kind && (question.agent === undefined || one.agent === question.agent),
          )
          .map(({ from, to }) => Math.max(0, Math.min(to, question.to) - Math.max(from, question.from))),
      );
    const [busy, idle] = [spent('handling'), spent('available')];

    return {
      offered: [offered.length, null],
      answered: [answered.length, null],
      abandoned: [abandoned.length, null],
      shortAbandoned: [short.length, null],
      flowedOut: [left.length, null],
      waiting: [offered.length - gone, null],
      abandonmentRate: [long.length, gone - short.length],
      serviceLevel: [hits.length, hits.length + misses.length + late.length],
      asa: [sum(answered.map(({ wait }) => wait)), answered.length],
      avgAbandonTime: [sum(long.map(({ wait }) => wait)), long.length],
      aht: [handling, legs.length],
      avgTalk: [total(({ talk }) => talk), legs.length],
      avgHold: [total(({ hold }) => hold), legs.length],
      avgWrapup: [total(({ wrapup }) => wrapup), legs.length],
      transferRate: [legs.filter(({ transferred }) => transferred).length, legs.length],
      fcr: [resolved.length, ended.length],
      repeatRate: [repeats.length, begun.length],
      csat: [rated.filter(({ positive }) => positive).length, rated.length],
      occupancy: [busy, busy + idle],
    };
  };
}

/** When a customer had waited for the whole threshold, if they did: not after what ended their waiting. */
function passedAt({ end, offered, endAt, wait }: Pass, now: number): number {
  if (end === 'waiting') return offered + THRESHOLD < now ? offered + THRESHOLD : Number.NaN;
  return wait > THRESHOLD ? Math.min(offered + THRESHOLD, endAt) : Number.NaN;
}

const isLater = (one: Journey, than: Journey): boolean =>
  one.customer === than.customer &&
  (one.start > than.start || (one.start === than.start && one.contact > than.contact));

/** Whether a contact takes the credit back: the same customer, in time, about the same as far as both say. */
const follows = (next: Journey, one: Journey): boolean =>
  isLater(next, one) &&
  next.start <= one.end + WEEK &&
  (next.intent === undefined || one.intent === undefined || next.intent === one.intent);
