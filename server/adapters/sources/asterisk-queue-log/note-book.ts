import type { QualityNote } from '../../../ports/intake.ts';
import type { Note, NoteKind } from './read-line.ts';

/** Counts notes by kind until they are taken; keeps the last example of each. */
export type NoteBook = {
  add(notes: readonly Note[]): void;
  /** What has gathered for a source; empties the book. */
  take(source: string): QualityNote[];
  counts(): Readonly<Partial<Record<NoteKind, number>>>;
};

export function createNoteBook(): NoteBook {
  let kinds = new Map<NoteKind, { count: number; example?: string }>();
  return {
    add(notes) {
      for (const { kind, example } of notes) {
        const known = kinds.get(kind) ?? { count: 0 };
        kinds.set(kind, { ...known, count: known.count + 1, ...(example === undefined ? {} : { example }) });
      }
    },
    take(source) {
      const notes = [...kinds].map(([kind, noted]) => ({ source, kind, ...noted }));
      kinds = new Map();
      return notes;
    },
    counts: () => Object.fromEntries([...kinds].map(([kind, { count }]) => [kind, count])),
  };
}
