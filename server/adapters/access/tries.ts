import { FloorlightError } from '#domain/errors.ts';
import type { Clock } from '../../ports/clock.ts';

const TRIES = 10;
const WINDOW_MS = 300_000;
const ADDRESSES = 10_000;

/** Counts tries to sign in by address. `take` throws TOO_MANY_TRIES; `forget` is for those who got in. */
export type Tries = { take(address: string): void; forget(address: string): void };

export function createTries(clock: Clock): Tries {
  const triesAt = new Map<string, number[]>();
  return {
    take(address) {
      const from = networkOf(address);
      const now = clock.now();
      const recent = (triesAt.get(from) ?? []).filter((at) => now - at < WINDOW_MS);
      const oldest = recent[0];
      if (oldest !== undefined && recent.length >= TRIES) {
        const retryAfter = Math.ceil((oldest + WINDOW_MS - now) / 1_000);
        throw new FloorlightError('TOO_MANY_TRIES', undefined, { details: { retryAfter } });
      }
      triesAt.delete(from);
      triesAt.set(from, [...recent, now]);
      // A map keeps the order of insertion, so the first one is the one that tried longest ago.
      for (const longestAgo of triesAt.keys()) {
        if (triesAt.size <= ADDRESSES) break;
        triesAt.delete(longestAgo);
      }
    },
    forget: (address) => void triesAt.delete(networkOf(address)),
  };
}

/** One household or server has a whole /64 of IPv6, so that is what counts as one address. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace('::ffff:', '');
  const [head = '', tail = ''] = address.split('::');
  const front = head.split(':').filter(Boolean);
  const back = address.includes('::') ? tail.split(':').filter(Boolean) : [];
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0');
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}
