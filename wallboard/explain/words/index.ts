import type { Language } from '../../words/index.ts';
import { de } from './de.ts';
import { type ExplainWords, en } from './en.ts';

export type { ExplainWords };

const catalogues = { en, de } satisfies Record<Language, ExplainWords>;
export const explainWordsOf = (language: Language): ExplainWords => catalogues[language];
