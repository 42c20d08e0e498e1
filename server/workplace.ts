import { createMemoryLedger } from './adapters/ledger/memory/ledger.ts';
import { connect } from './adapters/ledger/redis/connect.ts';
import { createRedisLedger } from './adapters/ledger/redis/ledger.ts';
import type { ClientOptions } from './adapters/redis/open.ts';
import { createMemoryStore } from './adapters/store/memory.ts';
import { createRedisStore } from './adapters/store/redis.ts';
import { type Config, siteOf } from './config.ts';
import { type Apply, createApply } from './flow/apply.ts';
import { createIntake } from './flow/intake.ts';
import type { SiteSettings, Sites } from './flow/sites.ts';
import type { Clock } from './ports/clock.ts';
import type { Log } from './ports/event-source.ts';
import type { Intake } from './ports/intake.ts';
import type { Ledger } from './ports/ledger.ts';
import type { Store } from './ports/store.ts';

const DAY_S = 86_400;
const DAY_MS = 86_400_000;

/** The ledger and what stands right at it: what the server and every command work with. */
export type Workplace = {
  readonly ledger: Ledger;
  readonly store: Store;
  readonly apply: Apply;
  readonly intake: Intake & { idle(): Promise<void> };
  readonly sites: Sites;
  close(): Promise<void>;
};

/** Sets up on the Redis that `clientOptions` reach, or in memory when there is none. */
export async function openWorkplace(of: {
  config: Config;
  clientOptions: ClientOptions | null;
  clock: Clock;
  log: Log;
  onAccepted?: (sites: ReadonlySet<string>) => void;
}): Promise<Workplace> {
  const { config, clock, log } = of;
  const { ledger, store } = of.clientOptions ? await inRedis(of.clientOptions, config, log) : inMemory(clock);
  const sites = sitesOf(config);
  const apply = createApply({ ledger, sites, now: clock.now });
  const intake = createIntake({
    ledger,
    apply,
    clock,
    log,
    dedupeMs: config.dedupeDays * DAY_MS,
    ...(of.onAccepted ? { onAccepted: of.onAccepted } : {}),
  });
  return {
    ledger,
    store,
    apply,
    intake,
    sites,
    async close() {
      await intake.idle();
      await ledger.close();
    },
  };
}

const inMemory = (clock: Clock) => ({ ledger: createMemoryLedger(), store: createMemoryStore(clock) });

async function inRedis(options: ClientOptions, config: Config, log: Log) {
  const onError = (error: unknown) => log.warn({ err: error }, 'the connection to Redis is disturbed');
  const client = await connect(options, onError);
  const listener = await connect(options, onError);
  const lives = {
    timeline: config.timelineDays * DAY_S,
    bucket: config.bucketDays * DAY_S,
    // Longer than the window, so that an event at its very edge is still known.
    identity: Math.max(config.dedupeDays + 1, config.timelineDays) * DAY_S,
  };
  const ledger = await createRedisLedger({ client, listener, shards: config.shards, lives });
  return { ledger, store: createRedisStore(client) };
}

function sitesOf(config: Config): Sites {
  const { definitions } = config;
  const ms = (seconds: number) => seconds * 1_000;
  const common = {
    serviceLevelMs: ms(definitions.serviceLevelSeconds),
    shortAbandonMs: ms(definitions.shortAbandonSeconds),
    firstResponseMs: ms(definitions.firstResponseSeconds),
    unknownAfterMs: config.unknownAfterHours * 3_600_000,
    queues: Object.fromEntries(
      Object.entries(definitions.queues).map(([queue, own]) => [
        queue,
        {
          ...(own.serviceLevelSeconds !== undefined && { serviceLevelMs: ms(own.serviceLevelSeconds) }),
          ...(own.shortAbandonSeconds !== undefined && { shortAbandonMs: ms(own.shortAbandonSeconds) }),
          ...(own.firstResponseSeconds !== undefined && { firstResponseMs: ms(own.firstResponseSeconds) }),
        },
      ]),
    ),
  };
  const known = new Map<string, SiteSettings>();
  return (site) => {
    let settings = known.get(site);
    if (!settings) {
      const { targets, ownMetrics: metrics, value } = config;
      settings = { ...siteOf(config, site), definitions: common, targets, metrics, value };
      known.set(site, settings);
    }
    return settings;
  };
}
