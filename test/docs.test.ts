import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { generatedFiles } from '../scripts/docs.ts';
import { loadConfig } from '../server/config.ts';

const checkout = join(import.meta.dirname, '..');

it.each(Object.keys(generatedFiles()))('%s says what the definitions say (else: npm run docs)', (path) => {
  expect(readFileSync(join(checkout, path), 'utf8')).toBe(generatedFiles()[path]);
});

it('.env.example copied to .env changes nothing', () => {
  const asCopied = loadConfig({ FLOORLIGHT_ENV_FILE: join(checkout, '.env.example') });
  const without = loadConfig({ FLOORLIGHT_ENV_FILE: 'none' });
  expect({ ...asCopied, envFile: '', origins: {} }).toEqual({ ...without, envFile: '', origins: {} });
});

it('.env.example with every line switched on is a configuration of defaults', () => {
  const lines = readFileSync(join(checkout, '.env.example'), 'utf8').split('\n');
  const set = lines.filter((line) => /^# FLOORLIGHT_\w+=/.test(line)).map((line) => line.slice(2).split('='));
  const config = loadConfig({ ...Object.fromEntries(set), FLOORLIGHT_ENV_FILE: 'none' });
  const without = loadConfig({ FLOORLIGHT_ENV_FILE: 'none' });
  expect({ ...config, origins: {} }).toEqual({ ...without, origins: {} });
});
