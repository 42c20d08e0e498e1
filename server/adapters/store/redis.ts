import type { RedisClientType } from 'redis';
import type { Store } from '../../ports/store.ts';

const PREFIX = 'fl:store:';

/** The part of a node-redis client that the store uses. */
export type StoreClient = Pick<RedisClientType, 'get' | 'set' | 'del' | 'scan'>;

export function createRedisStore(client: StoreClient): Store {
  const expiry = (ttlMs?: number) =>
    ttlMs === undefined ? {} : { expiration: { type: 'PX' as const, value: Math.max(1, Math.ceil(ttlMs)) } };

  return {
    get: (name) => client.get(PREFIX + name),
    async set(name, value, { ttlMs } = {}) {
      await client.set(PREFIX + name, value, expiry(ttlMs));
    },
    async add(name, value, { ttlMs } = {}) {
      return (await client.set(PREFIX + name, value, { ...expiry(ttlMs), condition: 'NX' })) === 'OK';
    },
    async remove(name) {
      await client.del(PREFIX + name);
    },
    async names(prefix) {
      // SCAN may tell a name twice; characters that mean something in its patterns are taken as themselves.
      const pattern = `${(PREFIX + prefix).replace(/[\\*?[\]^-]/g, '\\$&')}*`;
      const found = new Set<string>();
      let cursor = '0';
      do {
        const page = await client.scan(cursor, { MATCH: pattern, COUNT: 5_000 });
        for (const name of page.keys) found.add(name.slice(PREFIX.length));
        cursor = page.cursor;
      } while (cursor !== '0');
      return [...found];
    },
  };
}
