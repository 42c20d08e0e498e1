import { createClient } from 'redis';
import { createMemoryStore } from '../../server/adapters/store/memory.ts';
import { createRedisStore } from '../../server/adapters/store/redis.ts';
import { storeContract } from '../contracts/store.ts';
import { privateRedis } from '../support/redis.ts';

storeContract('memory', async () => ({ store: createMemoryStore(), close: async () => {} }));

storeContract('Redis', async () => {
  const redis = await privateRedis();
  const client = createClient({ socket: { path: redis.socket, tls: false } });
  await client.connect();
  return {
    store: createRedisStore(client),
    async close() {
      await client.close();
      await redis.stop();
    },
  };
});
