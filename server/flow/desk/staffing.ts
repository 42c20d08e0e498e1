import { type Cube, type Facts, readGroupKey } from '#domain/cells.ts';
import { shortLimitOf, thresholdOf } from '#domain/definitions.ts';
import { metricById } from '#domain/metrics/index.ts';
import { agentsNeeded, modelOf } from '#domain/staffing/forecast.ts';
import { fitPatience } from '#domain/staffing/patience.ts';
import { whatIf } from '#domain/staffing/what-if.ts';
import { addSums, foldGroups } from '#domain/sums.ts';
import { DAY_MS, daysIn, offsetAt, slotOf } from '#domain/time.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { QueueStaffing, Staffing, StaffingQuery } from '../../ports/staffing.ts';
import type { SiteState } from '../site-state.ts';
import type { SiteSettings } from '../sites.ts';

const HOUR_MS = 3_600_000;
const INTERVAL_MS = HOUR_MS / 4;
/** So many days of waits say how patient customers are. */
const PATIENCE_DAYS = 14;
/** With fewer legs than this in the last hour, the handling time is that of the last days. */
const LEGS_ENOUGH = 5;

type Lens = {
  readonly ledger: Ledger;
  readonly site: SiteSettings;
  readonly state: SiteState;
  readonly now: number;
};
type Sums = Map<string, Facts>;

/**
 * For each queue of inbound calls, what more agents would make of it. The models fit what one agent handles one at a
 * time while the customer waits: chats, e-mails and outbound calls are left out.
 */
export async function queryStaffing(lens: Lens, query: StaffingQuery): Promise<Staffing> {
  const { site, now } = lens;
  const startedAt = now - ((now + offsetAt(site.timeZone, now)) % INTERVAL_MS);
  const endsAt = startedAt + INTERVAL_MS;
  const [hour, underway, past, places] = await Promise.all([
    sumsBetween(lens, 'queue', slotOf(now) - HOUR_MS, slotOf(now)).then(byQueue),
    sumsBetween(lens, 'queue', startedAt, endsAt).then(byQueue),
    sumsOfDays(lens).then(byQueue),
    placesOf(lens),
  ]);
  const names = [...new Set([...past.keys(), ...hour.keys(), ...underway.keys()])].sort();
  const queues = names
    .filter((queue) => queue !== '' && (query.queue === undefined || queue === query.queue))
    .map((queue) =>
      rowOf(lens, query.more, {
        queue,
        hour: hour.get(queue) ?? {},
        past: past.get(queue) ?? {},
        underway: { ...judgedIn(underway.get(queue) ?? {}), remainingMs: endsAt - now },
        agents: places.filter((served) => served.has(queue)),
      }),
    );
  return { site: query.site, at: now, more: query.more, startedAt, endsAt, queues };
}

const judgedIn = ({ serviceHits = 0, serviceMisses = 0 }: Facts) => ({
  hits: serviceHits,
  misses: serviceMisses,
});

function rowOf(
  { site }: Lens,
  more: number,
  of: {
    queue: string;
    hour: Facts;
    past: Facts;
    underway: { hits: number; misses: number; remainingMs: number };
    agents: readonly ReadonlySet<string>[];
  },
): QueueStaffing {
  const { queue, hour, past, underway, agents } = of;
  const ahtMs = (hour.legs ?? 0) >= LEGS_ENOUGH ? ahtOf(hour) : ahtOf(past);
  const patience = fitPatience({
    abandoned: (past.abandonedWait ?? 0) + (past.shortAbandoned ?? 0),
    waitedMs:
      (past.answeredWaitMs ?? 0) +
      (past.abandonedWaitMs ?? 0) +
      (past.shortAbandonedWaitMs ?? 0) +
      (past.flowedOutWaitMs ?? 0),
  });
  const load = {
    arrivalsPerHour: hour.offered ?? 0,
    ahtMs: ahtMs ?? 0,
    agents: agents.length,
    thresholdMs: thresholdOf(site.definitions, queue),
    shortLimitMs: shortLimitOf(site.definitions, queue),
    patienceMs: patience.patienceMs,
  };
  const target = site.targets.serviceLevel ?? metricById.get('serviceLevel')?.target ?? 0.8;
  return {
    queue,
    arrivalsPerHour: load.arrivalsPerHour,
    ahtMs,
    agents: load.agents,
    sharedAgents: agents.filter(({ size }) => size > 1).length,
    thresholdMs: load.thresholdMs,
    ...patience,
    model: modelOf(load),
    ...whatIf({ ...load, more }, underway),
    target,
    agentsNeeded: agentsNeeded(load, target),
  };
}

const ahtOf = ({ legs = 0, talkMs = 0, holdMs = 0, wrapupMs = 0 }: Facts): number | null =>
  legs > 0 ? (talkMs + holdMs + wrapupMs) / legs : null;

/** The queues of each agent who is there: those their system names, else those they handled calls of within the hour. */
async function placesOf(lens: Lens): Promise<ReadonlySet<string>[]> {
  const worked = new Map<string, Set<string>>();
  for (const [key, facts] of await sumsBetween(lens, 'agent', slotOf(lens.now) - HOUR_MS, lens.now)) {
    const { queue, agent } = readGroupKey(key);
    if (queue === '' || !facts.legs) continue;
    worked.set(agent, (worked.get(agent) ?? new Set()).add(queue));
  }
  return [...lens.state.agents()]
    .filter(([, { state }]) => state !== null && state !== 'offline' && state !== 'paused')
    .map(([agent, { queues }]) => (queues.length > 0 ? new Set(queues) : (worked.get(agent) ?? new Set())));
}

async function sumsBetween({ ledger, site }: Lens, cube: Cube, from: number, to: number): Promise<Sums> {
  const sums: Sums = new Map();
  for (const day of daysIn(site.timeZone, from, to)) {
    const groups = await ledger.groups(site.name, cube, day.name);
    for (const [group, slots] of await ledger.slots(site.name, cube, day.name, groups)) {
      for (const [slot, facts] of slots) if (slot >= from && slot < to) put(sums, group, facts);
    }
  }
  return sums;
}

async function sumsOfDays({ ledger, site, now }: Lens): Promise<Sums> {
  const sums: Sums = new Map();
  for (const day of daysIn(site.timeZone, now - PATIENCE_DAYS * DAY_MS, now + 1)) {
    for (const [group, facts] of await ledger.day(site.name, 'queue', day.name)) put(sums, group, facts);
  }
  return sums;
}

function put(sums: Sums, group: string, facts: Facts): void {
  const into = sums.get(group) ?? {};
  addSums(into, facts);
  sums.set(group, into);
}

const byQueue = (sums: Sums): Sums =>
  foldGroups(sums, ({ queue, channel, direction }) =>
    channel === 'voice' && direction === 'inbound' ? queue : null,
  );
