import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { arrival, history, type Sent } from '../support/histories.ts';
import { redisLedger } from '../support/ledgers.ts';
import { type PrivateRedis, privateRedis } from '../support/redis.ts';
import { holds } from '../support/seeds.ts';
import { stateOf, workbench } from '../support/workbench.ts';

let redis: PrivateRedis;
beforeAll(async () => {
  redis = await privateRedis();
});
afterAll(() => redis.stop());

const histories = history.chain((events) => fc.tuple(fc.constant(events), arrival(events)));

async function straight(events: readonly Sent[]): Promise<unknown> {
  const bench = workbench(createMemoryLedger());
  await bench.intake.take(events, { history: true });
  return stateOf(bench.ledger);
}

/** The ledger, dying at the calls that `dies` names: before the call reaches it, or after, with the answer lost. */
function mortal(ledger: Ledger, dies: (call: number) => 'before' | 'after' | 'never'): Ledger {
  let calls = 0;
  const guard =
    <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      calls += 1;
      const fate = dies(calls);
      if (fate === 'before') throw new Error('died before');
      const result = await work(...args);
      if (fate === 'after') throw new Error('died after');
      return result;
    };
  return {
    ...ledger,
    read: guard(ledger.read),
    apply: guard(ledger.apply),
    claim: guard(ledger.claim),
    publish: guard(ledger.publish),
    tally: guard(ledger.tally),
  };
}

describe('laws, on what may break', () => {
  test('a death between any two calls and a repeat by the sender loses and doubles nothing (L1)', async () => {
    const property = fc.asyncProperty(
      histories,
      fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.boolean()), { minLength: 1, maxLength: 12 }),
      async ([events, batches], deaths) => {
        const fates = new Map<number, 'before' | 'after'>();
        let at = 0;
        for (const [gap, after] of deaths) {
          at += gap;
          fates.set(at, after ? 'after' : 'before');
        }
        const bench = workbench(mortal(createMemoryLedger(), (call) => fates.get(call) ?? 'never'));
        for (const batch of batches) {
          // A sender repeats until it is answered. Each death happens once, so this comes to an end.
          while ((await bench.intake.take(batch, { history: true }).catch(() => null)) === null);
        }
        expect(await stateOf(bench.ledger)).toEqual(await straight(events));
      },
    );
    await holds('deaths', property, 200);
  });

  test('two writers that race for the same timelines in Redis end in the same numbers (L1, L3)', async () => {
    const property = fc.asyncProperty(histories, async ([events, batches]) => {
      const first = await redisLedger(redis.socket);
      const second = await redisLedger(redis.socket, { keep: true });
      try {
        const benches = [workbench(first), workbench(second)];
        await Promise.all(
          batches.flatMap((batch, index) => [
            benches[index % 2]!.intake.take(batch, { history: true }),
            ...(index % 3 === 0 ? [benches[(index + 1) % 2]!.intake.take(batch, { history: true })] : []),
          ]),
        );
        expect(await stateOf(first)).toEqual(await straight(events));
      } finally {
        await Promise.all([first.close(), second.close()]);
      }
    });
    await holds('two writers', property, 25);
  });

  test('eight shards hold the same numbers as one (L3)', async () => {
    const property = fc.asyncProperty(histories, async ([events, batches]) => {
      const ledger = await redisLedger(redis.socket, { shards: 8 });
      try {
        const bench = workbench(ledger);
        for (const batch of batches) await bench.intake.take(batch, { history: true });
        expect(await stateOf(ledger)).toEqual(await straight(events));
      } finally {
        await ledger.close();
      }
    });
    await holds('eight shards', property, 15);
  });
});
