import { describe, expect, it } from 'vitest';
import { metrics } from '#domain/metrics/index.ts';
import { languageOf, wordsOf } from '../../wallboard/words/index.ts';

const components = import.meta.glob<string>('../../wallboard/**/*.svelte', {
  query: '?raw',
  eager: true,
  import: 'default',
});
const pages = import.meta.glob<string>('../../wallboard/*.html', {
  query: '?raw',
  eager: true,
  import: 'default',
});

/** What is left of a component's markup when its script, tags, expressions and comments are taken out. */
function proseOf(component: string): string {
  let markup = component.replace(/<script[\s\S]*?<\/script>/g, '').replace(/<!--[\s\S]*?-->/g, '');
  for (let before = ''; before !== markup; ) {
    before = markup;
    markup = markup.replace(/\{[^{}]*\}/g, '');
  }
  return markup.replace(/<[^>]*>/g, ' ');
}

describe('components', () => {
  it.each(Object.entries(components))(
    '%s says nothing that is not in the catalogue of words',
    (_, component) => {
      expect(proseOf(component).match(/[A-Za-zÄÖÜäöü]{2,}/g)).toBeNull();
      expect(component.match(/\s(?:aria-label|title|placeholder|alt)="[^"{]/)).toBeNull();
    },
  );
  it.each(Object.entries({ ...components, ...pages }))('%s obeys the content security policy', (_, text) => {
    expect(text.match(/\sstyle="|\{@html|innerHTML|<style|\son[a-z]+="|<script>(?!\s*<\/)/)).toBeNull();
  });
});

describe('words', () => {
  it('takes the first language that there are words for', () => {
    expect(languageOf(['', 'fr-CA', 'de-AT', 'en'])).toBe('de');
    expect(languageOf(['', 'fr'])).toBe('en');
  });
  it.each(['en', 'de'] as const)('%s names metrics that exist, briefly enough for a wall', (language) => {
    const known = new Set(metrics.map(({ id }) => id));
    for (const [id, name] of Object.entries(wordsOf(language).metric)) {
      expect(known).toContain(id);
      expect(name.length).toBeLessThanOrEqual(13);
    }
  });
  it('have the same shape in all languages', () => {
    const keys = (value: unknown): unknown =>
      typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort()
              .map(([key, inner]) => [key, keys(inner)]),
          )
        : typeof value;
    const { metric: _, ...en } = wordsOf('en');
    const { metric: __, ...de } = wordsOf('de');
    expect(keys(de)).toEqual(keys(en));
  });
});
