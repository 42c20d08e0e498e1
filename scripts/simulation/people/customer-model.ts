import type { Random } from '../random.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const HALF_LIFE_DAYS = 45;

/** What nobody sees: how fed up a customer is, and how easily it gets worse. This file alone decides who leaves. */
export type Hidden = {
  readonly dissatisfaction: number;
  readonly at: number;
  readonly sensitivity: number;
};

/** What one contact was like for the customer. */
export type Experience = {
  readonly outcome: 'handled' | 'abandoned' | 'flowedOut';
  readonly resolved: boolean;
  readonly waitMs: number;
  readonly holdMs: number;
  readonly transfers: number;
  /** Whether they had been in touch within the week before. */
  readonly isRepeat: boolean;
};

export const dissatisfactionAt = ({ dissatisfaction, at }: Hidden, now: number): number =>
  dissatisfaction * 2 ** (-(now - at) / (HALF_LIFE_DAYS * DAY_MS));

/** Most customers start content; a few carry an old grudge. */
export const bornAt = (at: number, random: Random): Hidden => ({
  dissatisfaction: random.chance(0.12) ? random.exponential(0.9) : random.exponential(0.12),
  at,
  sensitivity: random.logNormal(1, 0.35),
});

/** Long waits, abandons, transfers, holds, repeats and open matters add up; a quick solution soothes. */
export function feltAfter(hidden: Hidden, experience: Experience, now: number): Hidden {
  const { outcome, resolved, waitMs, holdMs, transfers, isRepeat } = experience;
  const before = dissatisfactionAt(hidden, now);
  const waited = Math.min(1.2, 0.09 * Math.max(0, waitMs / MINUTE_MS - 0.5));
  const held = Math.min(0.5, 0.05 * (holdMs / MINUTE_MS));
  const hurt =
    waited +
    held +
    0.24 * transfers +
    (outcome === 'abandoned' ? 0.35 : 0) +
    (outcome === 'flowedOut' ? 0.25 : 0) +
    (outcome === 'handled' && !resolved ? 0.6 : 0) +
    (isRepeat ? 0.22 : 0);
  const soothed = outcome === 'handled' && resolved ? 0.82 : 1;
  return {
    dissatisfaction: Math.min(7, before * soothed + hurt * hidden.sensitivity),
    at: now,
    sensitivity: hidden.sensitivity,
  };
}

/** Saying it out loud in a bad answer makes it a little worse. */
export const feltAfterSurvey = (hidden: Hidden, isBad: boolean, now: number): Hidden => ({
  ...hidden,
  dissatisfaction: dissatisfactionAt(hidden, now) + (isBad ? 0.12 : 0),
  at: now,
});

/** Probability to give notice on one day. New customers leave more easily, valuable ones less. */
export function dailyHazard(
  hidden: Hidden,
  { tenureDays, monthlyValue }: { tenureDays: number; monthlyValue: number },
  now: number,
): number {
  const felt = dissatisfactionAt(hidden, now);
  // One bad day is forgiven; from the second on it grows fast, and in the end there is little left to lose.
  const push = Math.exp((5.6 * felt ** 2) / (felt ** 2 + 1.5));
  const young = 1 + 2.2 * Math.exp(-Math.max(0, tenureDays) / 200);
  const value = (40 / Math.max(5, monthlyValue)) ** 0.5;
  return Math.min(0.25, 0.00013 * push * young * value);
}

/** The dissatisfied are in touch more often. */
export const contactRateFactor = (felt: number): number => 1 + 0.5 * Math.min(3, felt);

/** How long until the customer tries again about the same matter; `null` when they let it be. */
export function triesAgainAfter(experience: Experience, felt: number, random: Random): number | null {
  const { outcome, resolved } = experience;
  if (outcome !== 'handled') {
    return random.chance(0.55) ? (2 + random.exponential(22)) * MINUTE_MS : null;
  }
  const probability = resolved ? 0.035 * (1 + Math.min(2, felt)) : 0.55 + 0.06 * Math.min(3, felt);
  if (!random.chance(probability)) return null;
  if (random.chance(0.4)) return (15 + random.exponential(110)) * MINUTE_MS;
  return random.exponential(1.9 / (1 + 0.3 * felt)) * DAY_MS;
}

/** The answer to a survey about one contact: 1 to 5 for satisfaction, 0 to 10 for recommendation. */
export function surveyScore(
  kind: 'csat' | 'nps',
  experience: Experience,
  felt: number,
  random: Random,
): number {
  const { resolved, waitMs, transfers } = experience;
  const delight =
    4.75 -
    0.42 * Math.min(4, felt) -
    (resolved ? 0 : 1.15) -
    Math.min(1, (0.1 * waitMs) / MINUTE_MS) -
    0.25 * transfers +
    0.75 * random.normal();
  const score = Math.min(5, Math.max(1, delight));
  return kind === 'csat' ? Math.round(score) : Math.min(10, Math.max(0, Math.round(2.3 * score - 1.2)));
}
