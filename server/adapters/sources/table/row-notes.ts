import { hash } from 'node:crypto';
import type { QualityNote } from '../../../ports/intake.ts';
import { type Misfit, ownCells, type Row } from './row.ts';

/** How many rows break one rule, and where the first of them stands. */
export type MisfitCount = Misfit & { readonly count: number; readonly file: string; readonly line: number };
export type RowNoteKind = 'bad-row' | 'bad-encoding';

/** Counts what does not fit, by column and rule; bounded, however many rows there are. */
export type RowNotes = {
  addMisfit(misfit: Misfit, row: Row, file: string): void;
  /** Looks for characters that the encoding does not have. */
  addText(row: Row): void;
  counts(): Partial<Record<RowNoteKind, number>>;
  misfits(): readonly MisfitCount[];
  notes(source: string): readonly QualityNote[];
  /** The same for the same rows, in whatever order they were added. */
  fingerprint(): string;
};

const MOST_RULES = 100;

export function createRowNotes(): RowNotes {
  const rules = new Map<string, MisfitCount>();
  const counts: Partial<Record<RowNoteKind, number>> = {};
  let last: Misfit | null = null;
  let sum = 0n;
  const count = (kind: RowNoteKind, row: Row) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    const text = JSON.stringify([kind, ownCells(row)]);
    sum = BigInt.asUintN(128, sum + BigInt(`0x${hash('sha256', text).slice(0, 32)}`));
  };
  return {
    addMisfit(misfit, row, file) {
      count('bad-row', row);
      last = misfit;
      const name = `${misfit.column}\n${misfit.rule}`;
      const known = rules.get(name);
      if (known) rules.set(name, { ...known, count: known.count + 1 });
      else if (rules.size < MOST_RULES) rules.set(name, { ...misfit, count: 1, file, line: row.line });
    },
    addText(row) {
      for (const cell of row.cells.values()) if (cell.includes('\uFFFD')) return count('bad-encoding', row);
    },
    counts: () => ({ ...counts }),
    misfits: () => [...rules.values()],
    notes: (source) =>
      Object.entries(counts).map(([kind, number]) => ({
        source,
        kind,
        count: number,
        ...(kind === 'bad-row' && last ? { example: `${last.column} ${last.rule}`.slice(0, 200) } : {}),
      })),
    fingerprint: () => sum.toString(36),
  };
}
