import { OPENINGS } from '#domain/cells.ts';
import { defaultDefinitions } from '#domain/definitions.ts';
import { daysIn } from '#domain/time.ts';
import { createApply } from '../../server/flow/apply.ts';
import { createIntake } from '../../server/flow/intake.ts';
import type { Sites } from '../../server/flow/sites.ts';
import { handClock } from '../../server/ports/clock.ts';
import type { Log } from '../../server/ports/event-source.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { HISTORY_START, HISTORY_ZONE } from './histories.ts';

export const silent: Log = { info() {}, warn() {}, error() {} };

export const testSites: Sites = (site) => ({
  name: site,
  timeZone: HISTORY_ZONE,
  definitions: defaultDefinitions,
  targets: {},
});

/** A ledger with the way in, and a clock that stands where it is put: after everything that histories hold. */
export function workbench(ledger: Ledger, options: { startedAt?: number; sites?: Sites } = {}) {
  const clock = handClock(options.startedAt ?? HISTORY_START + 30 * 86_400_000);
  const apply = createApply({ ledger, sites: options.sites ?? testSites, now: clock.now });
  const intake = createIntake({ ledger, apply, clock, log: silent, dedupeMs: 7 * 86_400_000 });
  return { ledger, clock, apply, intake };
}

/** Everything that the sums and lists of a site say over some days, as plain data to compare. */
export async function stateOf(ledger: Ledger, site = 'main', days = 12): Promise<unknown> {
  const names = daysIn(HISTORY_ZONE, HISTORY_START, HISTORY_START + days * 86_400_000).map(
    ({ name }) => name,
  );
  const sums: Record<string, unknown> = {};
  for (const cube of ['queue', 'agent', 'opening'] as const) {
    for (const day of cube === 'opening' ? [OPENINGS] : names) {
      const groups = [...(await ledger.groups(site, cube, day))].sort();
      for (const [group, facts] of await ledger.day(site, cube, day, groups)) {
        record(sums, `${cube} ${day} ${group}`, facts);
      }
      for (const [group, slots] of await ledger.slots(site, cube, day, groups)) {
        for (const [slot, facts] of slots) record(sums, `${cube} ${slot} ${group}`, facts);
      }
    }
  }
  return {
    sums,
    waiting: await ledger.list(site, 'waiting'),
    tickets: await ledger.list(site, 'tickets'),
    due: await ledger.list(site, 'due'),
    // An agent of whom nothing is known is the same as one who was never seen.
    agents: [...(await ledger.table(site, 'agents'))]
      .filter(([, row]) => !row.includes('"state":null'))
      .sort(),
    customers: await ledger.list(site, 'customers'),
  };
}

/** A sum that went back to 0 is the same as one that never was. */
function record(sums: Record<string, unknown>, name: string, facts: object): void {
  const entries = Object.entries(facts)
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length > 0) sums[name] = Object.fromEntries(entries);
}
