import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMemoryLedger } from '../../server/adapters/ledger/memory/ledger.ts';
import { arrival, history } from '../support/histories.ts';
import { holds } from '../support/seeds.ts';
import { stateOf, workbench } from '../support/workbench.ts';

describe('laws', () => {
  test('any order, repetition and cutting gives the numbers of one pass in order (L1, L3)', async () => {
    const property = fc.asyncProperty(
      history.chain((events) => fc.tuple(fc.constant(events), arrival(events))),
      async ([events, batches]) => {
        const straight = workbench(createMemoryLedger());
        const ordered = [...events].sort((a, b) => (a.time < b.time ? -1 : 1));
        await straight.intake.take(ordered, { history: true });
        const crooked = workbench(createMemoryLedger());
        for (const batch of batches) await crooked.intake.take(batch, { history: true });
        expect(await stateOf(crooked.ledger)).toEqual(await stateOf(straight.ledger));
      },
    );
    await holds('any order', property, 300);
  });
});
