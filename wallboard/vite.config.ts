import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { compressed } from './compressed.ts';

const page = (name: string) => fileURLToPath(new URL(`./${name}.html`, import.meta.url));

/** One HTML page for each view, so that a television loads nothing that only a desk needs. */
export default defineConfig({
  base: '/',
  plugins: [svelte({ configFile: false }), compressed()],
  // Chromium 87 is the browser of televisions of 2022 and the oldest one that Svelte 5 runs on.
  build: {
    target: 'chrome87',
    cssTarget: 'chrome87',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['floor', 'me', 'retention', 'sign-in', 'home'].map(page),
      // No module of the domain does anything on import, so a page carries only what it names.
      treeshake: { moduleSideEffects: [{ test: /\/server\/domain\//, sideEffects: false }] },
    },
  },
});
