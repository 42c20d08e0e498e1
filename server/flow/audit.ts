import type { Cube } from '#domain/cells.ts';
import { entriesOf, type Facts } from '#domain/cells.ts';
import type { Event } from '#domain/event.ts';
import { daysIn, SLOT_MS } from '#domain/time.ts';
import type { Correction, Ledger, SubjectKey } from '../ports/ledger.ts';
import { type Apply, createApply, subjectOf } from './apply.ts';
import type { Sites } from './sites.ts';

const BATCH = 500;
/** How often a difference must be seen before it is one: events may arrive while two sides are compared. */
const LOOKS = 3;

export type Audit = {
  readonly events: number;
  readonly sums: number;
  /** What must be added to which sums; empty when all are right. */
  readonly differences: readonly Correction[];
};

type Desk = {
  readonly ledger: Ledger;
  readonly apply: Apply;
  readonly sites: Sites;
  readonly now: () => number;
};

/**
 * Computes every sum of a site anew from the raw stream, in a ledger of its own, and compares (L3). `scratch` is that
 * ledger, empty. Works while events arrive: what differs only because one just did agrees at the next look.
 */
export async function auditSite(desk: Desk, site: string, scratch: Ledger): Promise<Audit> {
  const fresh = createApply({ ledger: scratch, sites: desk.sites, now: desk.now });
  let differences: Correction[] = [];
  let events = 0;
  let sums = 0;
  for (let look = 1; look <= LOOKS; look += 1) {
    const range = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };
    events = 0;
    for await (const page of desk.ledger.stream(site)) {
      const list = page.map((text) => JSON.parse(text) as Event);
      for (const { at } of list) {
        range.from = Math.min(range.from, at);
        range.to = Math.max(range.to, at);
      }
      for (let from = 0; from < list.length; from += BATCH)
        await fresh.events(list.slice(from, from + BATCH));
      events += list.length;
    }
    await ripenAll(desk.apply, site);
    await ripenAll(fresh, site);
    const compared = await compare(desk, site, scratch, range);
    differences = compared.differences;
    sums = compared.sums;
    if (differences.length === 0) break;
  }
  return { events, sums, differences };
}

/** Brings every timeline up to the definitions in force, then every sum to what the timelines say. */
export async function rebuildSite(desk: Desk, site: string, scratch: Ledger): Promise<Audit> {
  const subjects = new Map<string, SubjectKey>();
  for await (const page of desk.ledger.stream(site)) {
    for (const text of page) {
      const event = JSON.parse(text) as Event;
      const key = subjectOf(event);
      subjects.set(`${key.kind}\n${key.id}`, key);
      const { agent, customer } = event.data as { agent?: string; customer?: string };
      if (agent !== undefined) subjects.set(`agent\n${agent}`, { site, kind: 'agent', id: agent });
      if (customer !== undefined)
        subjects.set(`customer\n${customer}`, { site, kind: 'customer', id: customer });
    }
  }
  // Contacts first: what they tell others is there when the others are looked at.
  const all = [...subjects.values()];
  const isLater = ({ kind }: SubjectKey) => kind === 'agent' || kind === 'customer';
  for (const list of [all.filter((key) => !isLater(key)), all.filter(isLater)]) {
    for (let from = 0; from < list.length; from += BATCH)
      await desk.apply.again(list.slice(from, from + BATCH));
  }
  const audit = await auditSite(desk, site, scratch);
  if (audit.differences.length > 0) await desk.ledger.correct(site, audit.differences);
  return audit;
}

async function ripenAll(apply: Apply, site: string): Promise<void> {
  while ((await apply.ripen(site)) > 0);
}

async function compare(
  { ledger, sites }: Desk,
  site: string,
  scratch: Ledger,
  range: { from: number; to: number },
): Promise<{ sums: number; differences: Correction[] }> {
  const differences: Correction[] = [];
  let sums = 0;
  if (range.from > range.to) return { sums, differences };
  const DAY = 86_400_000;
  for (const { name: day } of daysIn(sites(site).timeZone, range.from - 2 * DAY, range.to + 2 * DAY)) {
    for (const cube of ['queue', 'agent'] as const) {
      const groups = [
        ...new Set([...(await ledger.groups(site, cube, day)), ...(await scratch.groups(site, cube, day))]),
      ];
      if (groups.length === 0) continue;
      const [days, slots, rightDays, rightSlots] = await Promise.all([
        ledger.day(site, cube, day, groups),
        ledger.slots(site, cube, day, groups),
        scratch.day(site, cube, day, groups),
        scratch.slots(site, cube, day, groups),
      ]);
      for (const group of groups) {
        const note = (slot: number | null, stored: Facts, right: Facts) => {
          sums += 1;
          differences.push(...differing({ cube, day, group, slot }, stored, right));
        };
        note(null, days.get(group) ?? {}, rightDays.get(group) ?? {});
        const known = slots.get(group) ?? new Map<number, Facts>();
        const right = rightSlots.get(group) ?? new Map<number, Facts>();
        for (const slot of new Set([...known.keys(), ...right.keys()])) {
          note(slot - (slot % SLOT_MS), known.get(slot) ?? {}, right.get(slot) ?? {});
        }
      }
    }
  }
  return { sums, differences };
}

type Place = { cube: Cube; day: string; group: string; slot: number | null };

function differing(place: Place, stored: Facts, right: Facts): Correction[] {
  const names = new Set([...entriesOf(stored), ...entriesOf(right)].map(([name]) => name));
  return [...names].flatMap((fact) => {
    const add = (right[fact] ?? 0) - (stored[fact] ?? 0);
    return add === 0 ? [] : [{ ...place, fact, add }];
  });
}
