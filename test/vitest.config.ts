import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const shared = {
  testTimeout: 20_000,
  hookTimeout: 30_000,
  // A developer's own .env must not lead a test to a Redis that matters.
  env: { FLOORLIGHT_ENV_FILE: 'none' },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'server',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/wallboard/**'],
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        resolve: { conditions: ['browser'] },
        test: {
          ...shared,
          name: 'wallboard',
          environment: 'happy-dom',
          include: ['test/wallboard/**/*.test.ts'],
        },
      },
    ],
  },
});
