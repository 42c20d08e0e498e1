import type { Customer } from '#domain/customer.ts';
import { type Life, liveThrough } from '../scripts/simulation/people/life.ts';
import { createRandom, seedOf } from '../scripts/simulation/random.ts';
import { featuresOf } from './features.ts';

const DAY_MS = 86_400_000;
export const HORIZON_DAYS = 90;
/**
 * Who gives notice within a day of the snapshot is left out: the contact in which they do so must not be what tells,
 * and nobody could act on it any more.
 */
const GAP_DAYS = 1;

/** How the training data is made; the card of the model tells it. */
export type Recipe = { readonly seed: number; readonly customers: number };
export const recipe: Recipe = { seed: 20_261_121, customers: 18_000 };
const era = { startedAt: Date.UTC(2025, 0, 1), days: 540 };
const snapshotDays = [150, 210, 270, 330, 390, 450];

export type Part = 'train' | 'validation' | 'test';
export type Row = { readonly vector: readonly (number | null)[]; readonly label: 0 | 1 };

/** All snapshots of one customer are in the same part, or the test would know them already. */
const parts: readonly Part[] = ['test', 'validation', 'train', 'train', 'train'];
const partOf = (seed: number, index: number): Part => parts[seedOf('part', seed, index) % 5] ?? 'train';

/** The rows of one part, in an order that has nothing to do with what is in them. */
export function rowsOf({ seed, customers }: Recipe, part: Part): Row[] {
  const rows: Row[] = [];
  for (let index = 0; index < customers; index++) {
    if (partOf(seed, index) !== part) continue;
    rows.push(...snapshotsOf(liveThrough({ ...era, seed }, index), seed, index));
  }
  return mixed(rows, seed);
}

/** Several moments of one life: what was known, and whether notice came within the horizon after it. */
export function snapshotsOf({ customer, requestedAt }: Life, seed: number, index: number): Row[] {
  const random = createRandom(seedOf('snapshots', seed, index));
  const rows: Row[] = [];
  for (const day of snapshotDays) {
    const now = era.startedAt + (day + random.next()) * DAY_MS;
    const knownDays = random.chance(0.3) ? random.pick([7, 14, 30, 90]) : null;
    if (requestedAt !== null && requestedAt < now + GAP_DAYS * DAY_MS) break;
    const leaves = requestedAt !== null && requestedAt <= now + HORIZON_DAYS * DAY_MS;
    const known = knownDays === null ? customer : knownSince(customer, now - knownDays * DAY_MS);
    rows.push({ vector: featuresOf(known, now), label: leaves ? 1 : 0 });
  }
  return rows;
}

/** A customer as a centre sees them that began to look later: so the model meets what a new installation knows. */
const knownSince = (customer: Customer, since: number): Customer => ({
  ...customer,
  visits: customer.visits.filter(({ startedAt }) => startedAt >= since),
  surveys: customer.surveys.filter(({ at }) => at >= since),
});

function mixed(rows: Row[], seed: number): Row[] {
  const random = createRandom(seedOf('mix', seed));
  for (let last = rows.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    [rows[last], rows[other]] = [rows[other] as Row, rows[last] as Row];
  }
  return rows;
}
