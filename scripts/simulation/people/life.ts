import type { Customer, CustomerSurvey, Visit } from '#domain/customer.ts';
import { createRandom, type Random, seedOf } from '../random.ts';
import {
  bornAt,
  contactRateFactor,
  dailyHazard,
  dissatisfactionAt,
  type Experience,
  feltAfter,
  feltAfterSurvey,
  surveyScore,
  triesAgainAfter,
} from './customer-model.ts';
import { drawProfile } from './customers.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export type Life = {
  readonly customer: Customer;
  /** When notice to leave was given; `null` for who stayed to the end. */
  readonly requestedAt: number | null;
};

export type Era = { readonly seed: number; readonly startedAt: number; readonly days: number };

/**
 * The life of one customer as their timeline will tell it, with the customers of the floor but without the floor: waits
 * are drawn and not queued for, which is a thousand times faster. Good for training, not for walls.
 */
export function liveThrough({ seed, startedAt, days }: Era, index: number): Life {
  const random = createRandom(seedOf('life', seed, index));
  const profile = drawProfile(startedAt, random);
  const contactsPerDay = 0.022 * random.gamma(0.7);
  const prefersChat = random.chance(0.2);
  const visits: Visit[] = [];
  const surveys: CustomerSurvey[] = [];
  let hidden = bornAt(startedAt, random);
  let triesAgainAt: number | null = null;
  let requestedAt: number | null = null;

  function beInTouch(at: number, intent: string | null): void {
    const last = visits.at(-1);
    const isRepeat = last !== undefined && at - last.startedAt < 7 * DAY_MS;
    const load = loadOf(seed, Math.floor((at - startedAt) / DAY_MS));
    const experience = drawExperience(random, { load, isRepeat });
    const channel = random.chance(prefersChat ? 0.75 : 0.08) ? 'chat' : 'voice';
    const visit = visitOf(experience, { at, index, count: visits.length, channel, random });
    visits.push(visit);
    const end = visit.endedAt ?? at;
    hidden = feltAfter(hidden, experience, end);
    const felt = dissatisfactionAt(hidden, end);
    if (experience.outcome === 'handled' && random.chance(0.136)) {
      const kind = random.chance(0.86) ? 'csat' : 'nps';
      const score = surveyScore(kind, experience, felt, random);
      const scale = kind === 'csat' ? '1-5' : '0-10';
      const answeredAt = end + random.exponential(25 * MINUTE_MS);
      surveys.push({ surveyId: visit.contactId, at: answeredAt, kind, score, scale, comment: null });
      hidden = feltAfterSurvey(hidden, kind === 'csat' ? score <= 2 : score <= 6, end);
    }
    const delay = intent === 'cancel' ? null : triesAgainAfter(experience, felt, random);
    triesAgainAt = delay === null ? null : end + delay;
  }

  for (let day = 0; day < days && requestedAt === null; day++) {
    const morning = startedAt + day * DAY_MS;
    const at = morning + random.between(7, 22) * 3_600_000;
    // A fresh reason comes up by chance; an old one as soon as the customer tries again.
    const rate = contactsPerDay * contactRateFactor(dissatisfactionAt(hidden, at));
    if (random.chance(rate) && at > (visits.at(-1)?.endedAt ?? 0)) beInTouch(at, null);
    for (let again = triesAgainAt; again !== null && again < morning + DAY_MS; again = triesAgainAt) {
      triesAgainAt = null;
      beInTouch(again, null);
    }
    const evening = Math.max(morning + 20 * 3_600_000, visits.at(-1)?.endedAt ?? 0);
    const tenureDays = (evening - profile.since) / DAY_MS;
    if (random.chance(dailyHazard(hidden, { tenureDays, monthlyValue: profile.monthlyValue }, evening))) {
      if (random.chance(0.5)) beInTouch(evening + MINUTE_MS, 'cancel');
      requestedAt = Math.max(evening + random.between(2, 50) * MINUTE_MS, visits.at(-1)?.endedAt ?? 0);
    }
  }
  visits.sort((a, b) => a.startedAt - b.startedAt);
  surveys.sort((a, b) => a.at - b.at);
  return { customer: customerOf(`K-${index}`, profile, { visits, surveys, random }), requestedAt };
}

/** Some days go badly for everybody: the share of contacts that have to wait. */
function loadOf(seed: number, day: number): number {
  const draw = seedOf('load', seed, day) / 2 ** 32;
  return 0.12 + 0.45 * draw ** 2;
}

function drawExperience(random: Random, { load, isRepeat }: { load: number; isRepeat: boolean }): Experience {
  const ring = random.between(1.5, 6) * 1_000;
  const wait = random.chance(load) ? ring + random.exponential(75_000) : ring;
  const patience = random.chance(0.012) ? random.between(1_200, 4_900) : random.logNormal(150_000, 0.95);
  if (wait > patience || wait > 420_000) {
    const flowedOut = wait > 420_000 || random.chance(0.12);
    const outcome = flowedOut ? 'flowedOut' : 'abandoned';
    const waitMs = Math.round(Math.min(wait, patience, 420_000));
    return { outcome, resolved: false, waitMs, holdMs: 0, transfers: 0, isRepeat };
  }
  const transfers = random.chance(0.065) ? (random.chance(0.08) ? 2 : 1) : 0;
  const holdMs = random.chance(0.2) ? Math.round(random.logNormal(38, 0.55) * 1_000) : 0;
  const resolved = random.chance(0.855 - 0.05 * transfers);
  return { outcome: 'handled', resolved, waitMs: Math.round(wait), holdMs, transfers, isRepeat };
}

type Circumstances = { at: number; index: number; count: number; channel: 'voice' | 'chat'; random: Random };

function visitOf(experience: Experience, { at, index, count, channel, random }: Circumstances): Visit {
  const { outcome, resolved, waitMs, holdMs, transfers } = experience;
  const isHandled = outcome === 'handled';
  const talkMs = isHandled ? Math.round(random.logNormal(230, 0.5) * 1_000) : 0;
  return {
    contactId: `${index}-${count}`,
    version: 1,
    startedAt: at,
    endedAt: at + waitMs + talkMs + holdMs,
    queue: channel === 'chat' ? 'Chat' : 'Support',
    channel,
    direction: 'inbound',
    team: '',
    agent: isHandled ? `agent-${random.below(40)}` : '',
    intent: null,
    outcome,
    resolved: isHandled && random.chance(0.94) ? resolved : null,
    waitMs,
    talkMs,
    holdMs,
    transfers,
    agents: isHandled ? 1 + transfers : 0,
  };
}

/** Not every centre knows how long somebody has been a customer, or what they pay. */
function customerOf(
  customer: string,
  { plan, segment, since, monthlyValue }: ReturnType<typeof drawProfile>,
  { visits, surveys, random }: { visits: Visit[]; surveys: CustomerSurvey[]; random: Random },
): Customer {
  return {
    customer,
    site: 'training',
    name: null,
    segment,
    plan,
    since: random.chance(0.1) ? null : since,
    monthlyValue: random.chance(0.1) ? null : monthlyValue,
    currency: 'EUR',
    acquisitionCost: null,
    visits,
    surveys,
    orders: [],
    leftAt: null,
  };
}
