import { entriesOf, type Facts, groupKey, OPENINGS } from '#domain/cells.ts';
import { hasOpening, openingOf } from '#domain/facts.ts';
import { daysIn, monthOf, slotOf } from '#domain/time.ts';
import type { Ledger } from '../ports/ledger.ts';

/** Customers belong to no queue, so the facts that have openings all lie in one group. */
const GROUP = groupKey('queue', { queue: '', channel: '', direction: '', team: '', agent: '' });

/** Adds facts to openings, under the names of openings. */
export function addToOpening(into: Facts, facts: Facts): void {
  for (const [fact, amount] of entriesOf(facts)) {
    if (!hasOpening(fact)) continue;
    const name = openingOf(fact);
    into[name] = (into[name] ?? 0) + amount;
  }
}

/**
 * Everything that was added before a moment, exact to the slot: whole months from the openings, then days, then the
 * slots of the day. One large read and at most some thirty small ones, however long the past.
 */
export async function readOpening(
  ledger: Ledger,
  { site, timeZone, before }: { site: string; timeZone: string; before: number },
): Promise<Facts> {
  const until = slotOf(before);
  const month = monthOf(until);
  const opening: Facts = {};
  const months = (await ledger.slots(site, 'opening', OPENINGS, [GROUP])).get(GROUP) ?? new Map();
  for (const [start, facts] of months) if (start < month) addToOpening(opening, facts);
  await Promise.all(
    daysIn(timeZone, month, until).map(async (day) => {
      if (day.startedAt >= month && day.endsAt <= until) {
        addToOpening(opening, (await ledger.day(site, 'queue', day.name, [GROUP])).get(GROUP) ?? {});
        return;
      }
      const slots = (await ledger.slots(site, 'queue', day.name, [GROUP])).get(GROUP) ?? new Map();
      for (const [slot, facts] of slots) if (slot >= month && slot < until) addToOpening(opening, facts);
    }),
  );
  return opening;
}
