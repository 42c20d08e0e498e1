import { afterAll, beforeAll } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { redisLedger } from '../support/ledgers.ts';
import { type PrivateRedis, privateRedis } from '../support/redis.ts';

let redis: PrivateRedis;
beforeAll(async () => {
  redis = await privateRedis();
});
afterAll(() => redis.stop());

ledgerContract('in memory', async () => ({ ledger: createMemoryLedger(), close: async () => {} }));
for (const shards of [1, 8]) {
  ledgerContract(`in Redis with ${shards} shards`, async () => {
    const ledger = await redisLedger(redis.socket, { shards });
    return { ledger, close: () => ledger.close() };
  });
}
