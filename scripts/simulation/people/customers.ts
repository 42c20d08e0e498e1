import { createRandom, type Random, seedOf } from '../random.ts';
import { bornAt, contactRateFactor, dissatisfactionAt, type Hidden } from './customer-model.ts';
import { nameOf } from './names.ts';

const DAY_MS = 86_400_000;

const plans = [
  { plan: 'Basic', value: 24.9, share: 0.42, segment: 'private' },
  { plan: 'Plus', value: 39.9, share: 0.33, segment: 'private' },
  { plan: 'Premium', value: 64.9, share: 0.15, segment: 'private' },
  { plan: 'Business', value: 129, share: 0.1, segment: 'business' },
] as const;
const planShares = plans.map(({ share }) => share);

export type SimulatedCustomer = {
  readonly customer: string;
  readonly name: string;
  readonly plan: string;
  readonly segment: string;
  readonly since: number;
  readonly monthlyValue: number;
  hidden: Hidden;
  isKnown: boolean;
  hasLeft: boolean;
  isInTouch: boolean;
  lastContactAt: number | null;
};

/** What can be read from a profile; drawn alike for the floor and for the training data. */
export function drawProfile(at: number, random: Random) {
  const { plan, value, segment } = random.weighted(plans, planShares);
  return {
    plan,
    segment,
    since: at - Math.round(20 + random.exponential(900)) * DAY_MS,
    monthlyValue: Math.round(value * random.between(0.9, 1.5) * 100) / 100,
  };
}

/**
 * Everybody who may call. A customer is made when first asked for, from the seed and their number alone, so that a
 * large town costs nothing; the first numbers call much more often than the last.
 */
export function createCustomers(seed: number, count: number, startedAt: number) {
  const met = new Map<number, SimulatedCustomer>();
  const meet = (index: number): SimulatedCustomer => {
    const known = met.get(index);
    if (known !== undefined) return known;
    const random = createRandom(seedOf('customer', seed, index));
    // A fixed day, so that the same customer has the same profile whenever the simulation starts.
    const profile = drawProfile(Date.UTC(2026, 0, 1), random);
    const customer: SimulatedCustomer = {
      customer: `K-${100_000 + index}`,
      name: nameOf(index),
      ...profile,
      hidden: bornAt(startedAt, random),
      isKnown: false,
      hasLeft: false,
      isInTouch: false,
      lastContactAt: null,
    };
    met.set(index, customer);
    return customer;
  };
  return {
    /** Somebody calls: often one of the busy few or of the angry, never one who has left or is in touch already. */
    draw(random: Random, now: number): SimulatedCustomer | null {
      for (let attempt = 0; attempt < 50; attempt++) {
        const customer = meet(Math.floor(count * random.next() ** 1.6));
        if (customer.hasLeft || customer.isInTouch) continue;
        if (random.chance(contactRateFactor(dissatisfactionAt(customer.hidden, now)) / 2.5)) return customer;
      }
      return null;
    },
    met: (): Iterable<SimulatedCustomer> => met.values(),
  };
}
