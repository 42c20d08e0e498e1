import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../../server/adapters/sources/table/index.ts';
import { createRowConverter } from '../../../server/adapters/sources/table/row-events.ts';
import { mappingOf } from '../../support/imports.ts';
import { holds } from '../../support/seeds.ts';
import { calls, header } from './table-world.ts';

describe('whatever it is given', () => {
  it('a row gives events or a reason, and never breaks the import', async () => {
    const mapping = await mappingOf(calls);
    const convert = createRowConverter(mapping);
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('27/03/2021', '09:00:00', '99999999999999', '-1', '__proto__'),
    );
    await holds(
      'rows of rubbish',
      fc.property(fc.array(cell, { minLength: 8, maxLength: 8 }), (cells) => {
        const names = header.split(';');
        const outcome = convert({ line: 1, cells: new Map(cells.map((one, at) => [names[at] ?? '', one])) });
        expect(Object.keys(outcome)).toHaveLength(1);
      }),
      500,
    );
  });

  it('a mapping is read, or its faults are told', async () => {
    const lines = calls.split('\n');
    const words = [
      'null',
      '[]',
      '{}',
      '1',
      '- a',
      'values:',
      '*a',
      '&a',
      '"',
      '  ',
      '? b',
      '__proto__: { value: a }',
    ];
    await holds(
      'broken mappings',
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: lines.length }), fc.constantFrom(...words), fc.nat({ max: 2 })), {
          minLength: 1,
        }),
        (changes) => {
          const broken = [...lines];
          for (const [at, word, remove] of changes) broken.splice(at, remove, word);
          const read = readMapping(broken.join('\n'));
          if ('mapping' in read)
            createRowConverter(read.mapping)({ line: 1, cells: new Map([['Call', '1']]) });
          else expect(read.faults.length).toBeGreaterThan(0);
        },
      ),
      300,
    );
    fc.assert(fc.property(fc.string(), (yaml) => void readMapping(yaml)));
  });
});
