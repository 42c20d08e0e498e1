import { de } from './de.ts';
import { en, type Words } from './en.ts';

export type { Words };

const catalogues = { en, de } satisfies Record<string, Words>;
export type Language = keyof typeof catalogues;

/** The first of the wanted languages that there are words for, else English. */
export function languageOf(wanted: readonly string[]): Language {
  const known = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '').find((tag) => tag in catalogues);
  // `in` has just said that it is a key.
  return (known as Language | undefined) ?? 'en';
}

export const wordsOf = (language: Language): Words => catalogues[language];
