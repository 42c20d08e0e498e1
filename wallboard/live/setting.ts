import { createContext } from 'svelte';
import { createFormat, type Format } from '../words/format.ts';
import { type Language, languageOf, type Words, wordsOf } from '../words/index.ts';

export type Theme = 'dark' | 'light';
/** Where and for whom a page is shown: all that comes from its address and its browser. */
export type Setting = {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
  readonly theme: Theme;
  readonly site: string | null;
  readonly token: string | null;
  readonly address: URLSearchParams;
};

type Surroundings = {
  readonly search: string;
  readonly languages: readonly string[];
  readonly prefersLight: boolean;
  readonly onTelevision: boolean;
};

export function settingOf({ search, languages, prefersLight, onTelevision }: Surroundings): Setting {
  const address = new URLSearchParams(search);
  const language = languageOf([address.get('lang') ?? '', ...languages]);
  const asked = address.get('theme');
  const preferred = prefersLight && !onTelevision ? 'light' : 'dark';
  return {
    language,
    words: wordsOf(language),
    format: createFormat(language),
    theme: asked === 'light' || asked === 'dark' ? asked : preferred,
    site: address.get('site'),
    token: address.get('token'),
    address,
  };
}

export const [getSetting, setSetting] = createContext<Setting>();
