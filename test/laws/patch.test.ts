import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyPatch, type Board, patchOf } from '#domain/board.ts';
import { holds } from '../support/seeds.ts';

const board = fc.dictionary(
  fc.constantFrom('waiting', 'agents', 'figure/aht', 'queue/a', 'queue/b'),
  fc.oneof(fc.integer(), fc.record({ value: fc.option(fc.integer()), n: fc.nat() })),
) as fc.Arbitrary<Board>;

test('a patch turns the board it was made from into the next one (P1)', async () => {
  const property = fc.property(board, board, (before, after) => {
    const patch = patchOf(before, after);
    if (patch === null) expect(before).toEqual(after);
    else {
      const kept = structuredClone(before);
      expect(applyPatch(before, patch)).toEqual(after);
      expect(before).toEqual(kept);
    }
  });
  await holds('patches', property, 500);
});
