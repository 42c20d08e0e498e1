import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { digestOf, newSecret } from './secrets.ts';

export const SESSION_MS = 12 * 3_600_000;
/** How often use prolongs a session: often enough to slide, seldom enough not to write at every request. */
const PROLONG_MS = 60_000;

const entryOf = (digest: string): string => `session/${digest}`;

/** Sessions of signed-in people: opaque secrets of which the store holds only digests. */
export type Sessions = {
  open(): Promise<string>;
  /** The name that the session goes by inside, or `null`. Being used prolongs it. */
  find(secret: string): Promise<string | null>;
  /** Whether it still counts; asking does not prolong it. */
  isOpen(name: string): Promise<boolean>;
  close(name: string): Promise<void>;
};

export function createSessions({ store, clock }: { store: Store; clock: Clock }): Sessions {
  const prolong = (digest: string): Promise<void> =>
    store.set(entryOf(digest), String(clock.now()), { ttlMs: SESSION_MS });

  return {
    async open() {
      const secret = newSecret();
      await prolong(digestOf(secret));
      return secret;
    },
    async find(secret) {
      const digest = digestOf(secret);
      const usedAt = await store.get(entryOf(digest));
      if (usedAt === null) return null;
      if (clock.now() - Number(usedAt) >= PROLONG_MS) await prolong(digest);
      return digest;
    },
    isOpen: async (digest) => (await store.get(entryOf(digest))) !== null,
    close: (digest) => store.remove(entryOf(digest)),
  };
}
