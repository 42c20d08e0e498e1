import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultDefinitions } from '#domain/definitions.ts';
import { dayOf, slotOf } from '#domain/time.ts';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { auditSite, rebuildSite } from '../../server/flow/audit.ts';
import type { Sites } from '../../server/flow/sites.ts';
import type { Ledger } from '../../server/ports/ledger.ts';
import { arrival, HISTORY_ZONE, history, type Sent } from '../support/histories.ts';
import { redisLedger } from '../support/ledgers.ts';
import { type PrivateRedis, privateRedis } from '../support/redis.ts';
import { holds } from '../support/seeds.ts';
import { stateOf, testSites, workbench } from '../support/workbench.ts';

let redis: PrivateRedis;
beforeAll(async () => {
  redis = await privateRedis();
});
afterAll(() => redis.stop());

const histories = history.chain((events) => fc.tuple(fc.constant(events), arrival(events)));
const deskOf = ({ ledger, apply, clock }: ReturnType<typeof workbench>, sites: Sites = testSites) => ({
  ledger,
  apply,
  sites,
  now: clock.now,
});

test('a computation from the raw events finds every sum as it is (L3)', async () => {
  const property = fc.asyncProperty(histories, async ([, batches]) => {
    const bench = workbench(createMemoryLedger());
    for (const batch of batches) await bench.intake.take(batch, { history: true });
    const { differences } = await auditSite(deskOf(bench), 'main', createMemoryLedger());
    expect(differences).toEqual([]);
  });
  await holds('audit', property, 60);
});

async function spoilAndMend(ledger: Ledger, batches: readonly (readonly Sent[])[]): Promise<void> {
  const bench = workbench(ledger);
  for (const batch of batches) await bench.intake.take(batch, { history: true });
  const right = await stateOf(ledger);
  const group = JSON.stringify(['billing', 'voice', 'inbound', '']);
  const slot = slotOf(Date.parse(batches[0]?.[0]?.time ?? ''));
  const place = { cube: 'queue', day: dayOf(HISTORY_ZONE, slot).name, group, fact: 'offered' } as const;
  await ledger.correct('main', [
    { ...place, slot: null, add: 3 },
    { ...place, slot, add: -2 },
  ]);
  const found = await auditSite(deskOf(bench), 'main', createMemoryLedger());
  expect(found.differences.map(({ slot, add }) => [slot, add])).toEqual([
    [null, -3],
    [slot, 2],
  ]);
  await rebuildSite(deskOf(bench), 'main', createMemoryLedger());
  expect(await stateOf(ledger)).toEqual(right);
  expect((await auditSite(deskOf(bench), 'main', createMemoryLedger())).differences).toEqual([]);
}

test('sums that were spoilt are found and mended, in Redis too (L3)', async () => {
  const property = fc.asyncProperty(histories, async ([, batches]) => {
    await spoilAndMend(createMemoryLedger(), batches);
    const ledger = await redisLedger(redis.socket);
    try {
      await spoilAndMend(ledger, batches);
    } finally {
      await ledger.close();
    }
  });
  await holds('mending', property, 12);
});

test('after a definition has changed, a rebuild gives what a start with it would have given (L3)', async () => {
  const stricter: Sites = (site) => ({
    ...testSites(site),
    definitions: {
      ...defaultDefinitions,
      serviceLevelMs: 7_000,
      shortAbandonMs: 2_000,
      unknownAfterMs: 600_000,
    },
  });
  const property = fc.asyncProperty(histories, async ([events, batches]) => {
    const ledger = createMemoryLedger();
    const before = workbench(ledger);
    for (const batch of batches) await before.intake.take(batch, { history: true });
    const after = workbench(ledger, { sites: stricter });
    await rebuildSite(deskOf(after, stricter), 'main', createMemoryLedger());
    const fresh = workbench(createMemoryLedger(), { sites: stricter });
    await fresh.intake.take(events, { history: true });
    expect(await stateOf(ledger)).toEqual(await stateOf(fresh.ledger));
    // What comes later still adds up.
    await after.intake.take(events.slice(0, 3), { history: true });
    expect((await auditSite(deskOf(after, stricter), 'main', createMemoryLedger())).differences).toEqual([]);
  });
  await holds('changed definitions', property, 40);
});
