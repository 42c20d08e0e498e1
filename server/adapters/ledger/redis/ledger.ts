import { randomUUID } from 'node:crypto';
import type { FactName } from '#domain/facts.ts';
import { codeOf, factOf } from '#domain/facts.ts';
import { SLOT_MS } from '#domain/time.ts';
import type { Ledger, Note } from '../../../ports/ledger.ts';
import { type Lives, scriptOf } from './change.ts';
import { answered, type Client } from './connect.ts';
import { createKeys } from './keys.ts';
import { createTimelines } from './timelines.ts';

type Sums = Partial<Record<FactName, number>>;
const ASIDE_MOST = 10_000;
const STREAM_PAGE = 1_000;
/**
 * The ledger in Redis. Commands of one call go out together; a change is one script call. Uses only what Redis 6.2
 * knows. `listener` is a second connection, because one that listens can do nothing else.
 */
export async function createRedisLedger(options: {
  client: Client;
  listener: Client;
  shards: number;
  lives: Lives;
}): Promise<Ledger> {
  const { client, listener, lives } = options;
  const keys = createKeys(options.shards);
  const timelines = createTimelines({ client, keys, lives });
  const shards = [...Array(keys.shards).keys()];
  const known = new Set<string>();
  const listeners = new Set<(note: Note) => void>();
  const self = randomUUID();
  await listener.subscribe(keys.notes, (text) => {
    const { from, note } = JSON.parse(text) as { from: string; note: Note };
    // Our own notes were heard when they were sent.
    if (from !== self) for (const hear of listeners) hear(note);
  });

  async function remember(site: string): Promise<void> {
    if (known.has(site)) return;
    await client.sAdd(keys.sites, site);
    known.add(site);
  }

  /** The sums of the same group in each shard, added up. */
  function addUp(into: Sums, hash: Record<string, string>): void {
    for (const [code, amount] of Object.entries(hash)) {
      const fact = factOf(code);
      if (fact) into[fact] = (into[fact] ?? 0) + Number(amount);
    }
  }

  const ledger: Ledger = {
    ...timelines,
    async apply(changes) {
      for (const { subject } of changes) if (!known.has(subject.site)) await answered(remember(subject.site));
      return timelines.apply(changes);
    },
    async day(site, cube, day, wanted) {
      const groups = wanted ?? (await ledger.groups(site, cube, day));
      const sums = new Map<string, Sums>(groups.map((group) => [group, {}]));
      await answered(
        Promise.all(
          groups.flatMap((group) =>
            shards.map(async (shard) =>
              addUp(sums.get(group)!, await client.hGetAll(keys.day(site, shard, cube, day, group))),
            ),
          ),
        ),
      );
      return sums;
    },
    async slots(site, cube, day, groups) {
      const all = new Map<string, Map<number, Sums>>(groups.map((group) => [group, new Map()]));
      await answered(
        Promise.all(
          groups.flatMap((group) =>
            shards.map(async (shard) => {
              const slots = all.get(group)!;
              const hash = await client.hGetAll(keys.slots(site, shard, cube, day, group));
              for (const [field, amount] of Object.entries(hash)) {
                const [number = '', code = ''] = field.split(':');
                const fact = factOf(code);
                if (!fact) continue;
                const slot = Number(number) * SLOT_MS;
                const sums = slots.get(slot) ?? {};
                sums[fact] = (sums[fact] ?? 0) + Number(amount);
                slots.set(slot, sums);
              }
            }),
          ),
        ),
      );
      return all;
    },
    async groups(site, cube, day) {
      const sets = await answered(
        Promise.all(shards.map((shard) => client.sMembers(keys.groups(site, shard, cube, day)))),
      );
      return [...new Set(sets.flat())];
    },
    async list(site, index, range = {}) {
      const { from = '-inf', to = '+inf', skip = 0, limit, highestFirst = false } = range;
      // Each shard gives as many as could be asked for; the merged list is cut again.
      const most = limit === undefined ? -1 : skip + limit;
      const lists = await answered(
        Promise.all(
          shards.map((shard) =>
            client.zRangeWithScores(
              keys.index(site, shard, index),
              highestFirst ? to : from,
              highestFirst ? from : to,
              { BY: 'SCORE', REV: highestFirst, ...(most < 0 ? {} : { LIMIT: { offset: 0, count: most } }) },
            ),
          ),
        ),
      );
      const merged = lists.flat().map(({ value, score }) => [value, Number(score)] as const);
      merged.sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1));
      if (highestFirst) merged.reverse();
      return merged.slice(skip, limit === undefined ? undefined : skip + limit);
    },
    async table(site, table) {
      const hashes = await answered(
        Promise.all(shards.map((shard) => client.hGetAll(keys.table(site, shard, table)))),
      );
      return new Map(hashes.flatMap((hash) => Object.entries(hash)));
    },
    async fields(site, table, fields) {
      if (fields.length === 0) return [];
      const kind = table === 'agents' ? 'agent' : 'customer';
      return answered(
        Promise.all(fields.map((id) => client.hGet(keys.table(site, keys.shardOf({ kind, id }), table), id))),
      );
    },
    async put(site, subject, indexes, tables) {
      await answered(remember(site));
      const change = { subject, docs: [], checks: [], buckets: [], indexes, tables, stream: [] };
      const script = scriptOf([change], keys, lives);
      await answered(client.apply(script.keys, script.args));
    },
    async *stream(site) {
      for (const shard of shards) {
        for (let after = '-'; ; ) {
          const page = await answered(
            client.xRange(keys.stream(site, shard), after, '+', { COUNT: STREAM_PAGE }),
          );
          if (!page || page.length === 0) break;
          yield page.map(({ message }) => message.e ?? '{}');
          after = `(${page.at(-1)?.id}`;
        }
      }
    },
    async correct(site, corrections) {
      // Readers add the shards up, so any one of them can hold the correction.
      await answered(
        Promise.all(
          corrections.map(async ({ cube, day, group, slot, fact, add }) => {
            const code = codeOf(fact);
            await client.sAdd(keys.groups(site, 0, cube, day), group);
            if (slot === null) await client.hIncrBy(keys.day(site, 0, cube, day, group), code, add);
            else
              await client.hIncrBy(keys.slots(site, 0, cube, day, group), `${slot / SLOT_MS}:${code}`, add);
          }),
        ),
      );
    },
    async sites() {
      return answered(client.sMembers(keys.sites));
    },
    async tally(name, counts, texts = {}) {
      await answered(
        Promise.all([
          client.sAdd(keys.tallies, name),
          ...Object.entries(counts).map(([key, count]) => client.hIncrBy(keys.tally(name), key, count)),
          ...(Object.keys(texts).length > 0 ? [client.hSet(keys.tally(name), { ...texts })] : []),
        ]),
      );
    },
    async tallies() {
      const names = await answered(client.sMembers(keys.tallies));
      const rows = await answered(Promise.all(names.map((name) => client.hGetAll(keys.tally(name)))));
      return new Map(names.map((name, index) => [name, { ...rows[index] }]));
    },
    async setAside(kind, event) {
      const most = { strategy: 'MAXLEN', strategyModifier: '~', threshold: ASIDE_MOST } as const;
      await answered(client.xAdd(keys.aside(kind), '*', { e: event }, { TRIM: most }));
    },
    async publish(note) {
      // Heard here first, so that whoever asks this node after an answer sees what was answered.
      for (const hear of listeners) hear(note);
      await answered(client.publish(keys.notes, JSON.stringify({ from: self, note })));
    },
    listen(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    async check() {
      try {
        return (await answered(client.ping())) === 'PONG';
      } catch {
        return false;
      }
    },
    async close() {
      listeners.clear();
      listener.destroy();
      await client.close();
    },
  };
  return ledger;
}
