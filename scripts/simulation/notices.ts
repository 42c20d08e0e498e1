import { dailyHazard } from './people/customer-model.ts';
import type { SimulatedCustomer } from './people/customers.ts';
import type { Contact, World } from './world.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const reasons = ['price', 'service', 'moving', 'another provider', 'not needed any more'];

/** Hour by hour, some of those who have been in touch give notice; every other one calls to do so. */
export function planNotices(
  world: World,
  met: () => Iterable<SimulatedCustomer>,
  callToCancel: (customer: SimulatedCustomer) => void,
) {
  const { random, agenda, emit, endsAt } = world;

  function visit(): void {
    const now = agenda.now();
    if (now >= endsAt) return;
    for (const customer of met()) {
      if (!customer.isKnown || customer.hasLeft) continue;
      const { hidden, since, monthlyValue } = customer;
      const daily = dailyHazard(hidden, { tenureDays: (now - since) / DAY_MS, monthlyValue }, now);
      if (!random.chance(1 - (1 - daily) ** (1 / 24))) continue;
      const calls = random.chance(0.5);
      agenda.after(random.between(0, HOUR_MS), () => (calls ? callToCancel(customer) : giveNotice(customer)));
    }
    agenda.after(HOUR_MS, visit);
  }

  function giveNotice(customer: SimulatedCustomer): void {
    const now = agenda.now();
    if (customer.hasLeft || now >= endsAt) return;
    customer.hasLeft = true;
    emit('customer.churned', {
      customer: customer.customer,
      requestedAt: new Date(now).toISOString(),
      effectiveAt: new Date(now + 30 * DAY_MS).toISOString(),
      reason: random.pick(reasons),
    });
  }

  agenda.after(HOUR_MS, visit);
  return {
    onEnd({ isCancellation, customer }: Contact): void {
      if (isCancellation && customer) giveNotice(customer);
    },
  };
}
