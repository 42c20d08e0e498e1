import { hash } from 'node:crypto';
import type { QualityNote } from '../../../ports/intake.ts';
import type { Note, NoteKind } from './read-line.ts';

/** Counts notes by kind until they are taken; keeps the last example of each. */
export type NoteBook = {
  add(notes: readonly Note[], text: string): void;
  /** What has gathered for a source; empties the book. */
  take(source: string): QualityNote[];
  counts(): Readonly<Partial<Record<NoteKind, number>>>;
  /** The same for the same lines, in whatever order they were added. */
  fingerprint(): string;
};

export function createNoteBook(): NoteBook {
  let kinds = new Map<NoteKind, { count: number; example?: string }>();
  let sum = 0n;
  return {
    add(notes, text) {
      for (const { kind, example } of notes) {
        const known = kinds.get(kind) ?? { count: 0 };
        kinds.set(kind, { ...known, count: known.count + 1, ...(example === undefined ? {} : { example }) });
        sum = BigInt.asUintN(128, sum + BigInt(`0x${hash('sha256', `${kind}\n${text}`).slice(0, 32)}`));
      }
    },
    take(source) {
      const notes = [...kinds].map(([kind, noted]) => ({ source, kind, ...noted }));
      kinds = new Map();
      return notes;
    },
    counts: () => Object.fromEntries([...kinds].map(([kind, { count }]) => [kind, count])),
    fingerprint: () => sum.toString(36),
  };
}
