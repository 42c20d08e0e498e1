import type { QueueProfile } from './profile.ts';
import type { World } from './world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CEILING = 1.8;

/** Share of the peak at a local hour; a closed hour stays closed, others pass smoothly into each other. */
export function shapeAt(dayShape: readonly number[], hour: number): number {
  const whole = Math.floor(hour) % 24;
  const here = dayShape[whole] ?? 0;
  if (here === 0) return 0;
  const towards = hour - Math.floor(hour) - 0.5;
  const neighbour = dayShape[(whole + (towards < 0 ? 23 : 1)) % 24] ?? here;
  return here + Math.abs(towards) * ((neighbour || here) - here);
}

/** A Poisson stream by hour and weekday; each queue has better and worse quarters of an hour, and a rush now and then. */
export function planArrivals(world: World, onArrival: (queue: QueueProfile) => void): void {
  const { random, agenda, clock, profile, endsAt } = world;
  const moods = profile.queues.map(() => 0);
  const rushes = profile.queues.map(() => 0);
  const weights = profile.queues.map(({ share }) => share);

  function changeMood(): void {
    profile.queues.forEach(({ share }, index) => {
      moods[index] = 0.8 * (moods[index] ?? 0) + 0.07 * random.normal();
      rushes[index] = random.chance(0.006) ? random.between(0.35, 0.7) : 0.65 * (rushes[index] ?? 0);
      weights[index] = share * Math.exp(moods[index] ?? 0) * (1 + (rushes[index] ?? 0));
    });
    if (agenda.now() < endsAt) agenda.after(15 * MINUTE_MS, changeMood);
  }

  function planNext(): void {
    const peak = (profile.callsPerHour / HOUR_MS) * CEILING;
    const at = agenda.now() + random.exponential(1 / peak);
    if (at < endsAt) agenda.at(at, arrive);
  }

  function arrive(): void {
    const { hour, weekday } = clock.read(agenda.now());
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const rate = shapeAt(profile.dayShape, hour) * (profile.weekShape[weekday] ?? 1) * total;
    if (random.chance(rate / CEILING)) onArrival(random.weighted(profile.queues, weights));
    planNext();
  }

  changeMood();
  planNext();
}
