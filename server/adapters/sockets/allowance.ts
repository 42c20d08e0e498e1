import type { Clock } from '../../ports/clock.ts';

const MESSAGES = 20;
const WINDOW_MS = 1_000;

/** Tells for each message of one socket whether it is still within 20 a second. */
export function createAllowance(clock: Clock): () => boolean {
  let startedAt = Number.NEGATIVE_INFINITY;
  let spent = 0;
  return () => {
    const now = clock.now();
    if (now - startedAt >= WINDOW_MS) {
      startedAt = now;
      spent = 0;
    }
    return ++spent <= MESSAGES;
  };
}
