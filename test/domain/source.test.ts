import { expect, test } from 'vitest';
import { healthOf, SILENT_AFTER_MS } from '#domain/source.ts';

const of = { source: 'pbx', lastEventAt: 1_000_000, lastReceivedAt: 1_000_100, lagMs: 100 };

test('a live source that says nothing for long is silent, an import that is over is not', () => {
  expect(healthOf(of, of.lastReceivedAt + SILENT_AFTER_MS).silent).toBe(false);
  expect(healthOf(of, of.lastReceivedAt + SILENT_AFTER_MS + 1).silent).toBe(true);
  const imported = { ...of, lagMs: 86_400_000 };
  expect(healthOf(imported, of.lastReceivedAt + SILENT_AFTER_MS + 1).silent).toBe(false);
});
